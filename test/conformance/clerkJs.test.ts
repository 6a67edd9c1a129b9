import type { KeyType } from 'frontdesk/fapi'
import { describe } from 'vitest'
import { tabScenarios } from './scenarios/all'
import type { Scenarios } from './scenarios/scenario'
import { test } from './setup/test'
import type { Wiring } from './stage/stage'

describe.for<[KeyType, Wiring]>([
  ['test', 'cross-origin'],
  ['test', 'proxy'],
  ['live', 'cross-origin'],
  ['live', 'proxy'],
])('clerk-js with a %s key, %s', ([keyType, wiring]) => {
  const scenarios = Object.entries<Scenarios[string]>({
    ...tabScenarios.everywhere,
    ...tabScenarios[keyType],
  })
  test.for(scenarios)('%s', async ([, scenario], { openStage }) => {
    await scenario(
      await openStage({ keyType, wiring, fapi: { jwtTemplates: { hasura: { claims: { role: 'admin' } } } } }),
    )
  })
})
