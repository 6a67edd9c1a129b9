import type { KeyType } from 'frontdesk/fapi'
import { describe } from 'vitest'
import { prebuiltScenarios } from './scenarios/all'
import { test } from './setup/test'
import type { Wiring } from './stage/stage'

const scenarios = prebuiltScenarios.flatMap(({ fapi, scenarios }) =>
  Object.entries(scenarios).map(([name, scenario]) => [name, scenario, fapi] as const),
)

// What differs between keys and wirings is clerk-js's business, which is tried in all four.
describe.for<[KeyType, Wiring]>([
  ['test', 'cross-origin'],
  ['live', 'proxy'],
])("Clerk's prebuilt pages with a %s key, %s", ([keyType, wiring]) => {
  test.for(scenarios)('%s', async ([, scenario, fapi], { openStage }) => {
    await scenario(await openStage({ keyType, wiring, fapi }))
  })
})
