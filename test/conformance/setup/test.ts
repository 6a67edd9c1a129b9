import { generateSigningKey } from 'frontdesk/fapi'
import { type Browser, chromium } from 'playwright'
import { test as base, expect, inject } from 'vitest'
import { createStage, type Stage, type StageOptions, type StageTools } from '../stage/stage'

/**
 * Tests with a box and an app made of Clerk's own SDKs. What a page complains of fails the test, and so does an
 * answer that does not fit its description.
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted.
  .extend('tools', { scope: 'file' }, async ({}, { onCleanup }): Promise<StageTools> => {
    let browser: Promise<Browser> | undefined
    onCleanup(async () => (await browser)?.close())
    return {
      scripts: inject('scripts'),
      signingKey: await generateSigningKey(),
      browser() {
        browser ??= chromium.connect(inject('chromium'))
        return browser
      },
    }
  })
  .extend('openStage', async ({ tools }, { onCleanup }) => {
    const stages: Opened[] = []
    onCleanup(async () => {
      await Promise.all(stages.map(close))
    })
    return async (options: StageOptions) => {
      const stage = await createStage(tools, options)
      stages.push({ stage, isBroken: options.around !== undefined })
      return stage
    }
  })

interface Opened {
  stage: Stage
  isBroken: boolean
}

/** Ends a stage. What is broken on purpose may be complained of. */
async function close({ stage, isBroken }: Opened): Promise<void> {
  const complaint = await stage.close().catch((error: unknown) => error)
  if (isBroken) return
  if (complaint) throw complaint
  expect(stage.recorder.faults(), 'answers that do not fit').toEqual([])
}
