import { describe, expect } from 'vitest'
import { breaking } from './broken/breakage'
import { inNode } from './broken/inNode'
import { inTabs } from './broken/inTabs'
import { inWays } from './broken/inWays'
import { misshapen } from './broken/misshapen'
import { attempts } from './operations/attempts'
import { clients } from './operations/clients'
import { take } from './operations/drive'
import { sessions } from './operations/sessions'
import { nodeScenarios, prebuiltScenarios, tabScenarios } from './scenarios/all'
import type { Scenario } from './scenarios/scenario'
import { test } from './setup/test'

const scenarios: Record<string, Scenario> = {
  ...nodeScenarios,
  ...tabScenarios.everywhere,
  ...prebuiltScenarios,
}

describe('the conformance tests fail on a box', () => {
  test.for([...inNode, ...inTabs, ...inWays].map((breakage) => [breakage.name, breakage] as const))(
    'behavior: where %s',
    async ([, breakage], { openStage, tools }) => {
      const { keyType, wiring = 'cross-origin', caughtBy, saying } = breakage
      const around = breaking(breakage, tools.signingKey)
      const scenario = scenarios[caughtBy]!
      const stage = await openStage({ keyType, wiring, around, fapi: scenario.fapi })
      await expect(scenario(stage), `"${caughtBy}" must notice`).rejects.toThrow(saying)
    },
  )

  test.for(misshapen)('behavior: whose answers are misshapen: $name', async ({ around }) => {
    const recorded = await take('test', [...clients, ...sessions, ...attempts], around)
    expect(recorded.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(0)
  })
})
