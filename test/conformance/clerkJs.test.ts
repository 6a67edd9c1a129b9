import type { KeyType } from 'frontdesk/fapi'
import { describe } from 'vitest'
import { boot, developmentBoot } from './scenarios/clerkJs/boot'
import { tokens } from './scenarios/clerkJs/getToken'
import { organizations } from './scenarios/clerkJs/organizations'
import { sessions } from './scenarios/clerkJs/sessions'
import { productionSignIn, signingIn } from './scenarios/clerkJs/signIn'
import { signingOut } from './scenarios/clerkJs/signOut'
import type { Scenarios } from './scenarios/scenario'
import { test } from './setup/test'
import type { Wiring } from './stage/stage'

const everywhere = { ...boot, ...signingIn, ...sessions, ...tokens, ...signingOut, ...organizations }
const own: Record<KeyType, Scenarios> = { test: developmentBoot, live: productionSignIn }

describe.for<[KeyType, Wiring]>([
  ['test', 'cross-origin'],
  ['test', 'proxy'],
  ['live', 'cross-origin'],
  ['live', 'proxy'],
])('clerk-js with a %s key, %s', ([keyType, wiring]) => {
  const scenarios = Object.entries<Scenarios[string]>({ ...everywhere, ...own[keyType] })
  test.for(scenarios)('%s', async ([, scenario], { openStage }) => {
    await scenario(
      await openStage({ keyType, wiring, fapi: { jwtTemplates: { hasura: { claims: { role: 'admin' } } } } }),
    )
  })
})
