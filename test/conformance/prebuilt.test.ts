import type { KeyType } from 'frontdesk/fapi'
import { describe } from 'vitest'
import { prebuiltScenarios } from './scenarios/all'
import type { Scenario } from './scenarios/scenario'
import { test } from './setup/test'
import type { Wiring } from './stage/stage'

// What differs between keys and wirings is clerk-js's business, which is tried in all four.
describe.for<[KeyType, Wiring]>([
  ['test', 'cross-origin'],
  ['live', 'proxy'],
])("Clerk's prebuilt pages with a %s key, %s", ([keyType, wiring]) => {
  test.for(Object.entries<Scenario>(prebuiltScenarios))('%s', async ([, scenario], { openStage }) => {
    await scenario(await openStage({ keyType, wiring, fapi: scenario.fapi }))
  })
})
