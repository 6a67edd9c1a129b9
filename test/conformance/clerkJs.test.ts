import type { KeyType } from 'frontdesk/fapi'
import { describe } from 'vitest'
import { cases } from '../support/cases'
import { tabScenarios } from './scenarios/all'
import type { Scenario } from './scenarios/scenario'
import { test } from './setup/test'
import type { Wiring } from './stage/stage'

const wirings = cases<[KeyType, Wiring]>(
  [
    ['test', 'cross-origin'],
    ['live', 'proxy'],
  ],
  [
    ['test', 'proxy'],
    ['live', 'cross-origin'],
  ],
)

describe.for(wirings)('clerk-js with a %s key, %s', ([keyType, wiring]) => {
  const scenarios = Object.entries<Scenario>({
    ...tabScenarios.everywhere,
    ...tabScenarios[keyType],
  })
  test.for(scenarios)('%s', async ([, scenario], { openStage }) => {
    const jwtTemplates = { hasura: { claims: { role: 'admin' } } }
    await scenario(await openStage({ keyType, wiring, fapi: { jwtTemplates, ...scenario.fapi } }))
  })
})

// Through a proxy the box is of the page's own origin, and the way there is one for the page's router.
describe('clerk-js with a live key and cookies that live a week, cross-origin', () => {
  test.for(Object.entries<Scenario>(tabScenarios.shortLived))('%s', async ([, scenario], { openStage }) => {
    const fapi = { cookieLifetime: 604_800 }
    await scenario(await openStage({ keyType: 'live', wiring: 'cross-origin', fapi }))
  })
})
