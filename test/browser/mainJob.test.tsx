import { nativeScheme } from 'frontdesk/core'
import { createBrowser, createFapi, generateSigningKey } from 'frontdesk/fapi'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStorage } from '../e2e/handleActor'
import { doMainJob } from '../e2e/mainJob'
import { openPanel } from './panel'

const signingKey = await generateSigningKey()
const waysToSayMissing = [401, 404, 'null'] as const

beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  expect(console.error).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

describe.each(['test', 'live'] as const)('in two tabs, with a %s key', (keyType) => {
  test.each(waysToSayMissing)(
    'behavior: two accounts come and go against a box in the page where a missing client is %s',
    async (missingClient) => {
      const fapi = createFapi({ keyType, missingClient, signingKey })
      const browser = createBrowser({ fapi })
      const actor = openPanel(fapi, browser.openTab())
      await actor.shows({ connection: 'ready' })
      await doMainJob(actor, fapi, missingClient, openPanel(fapi, browser.openTab()))
    },
  )
})

describe('in native scheme', () => {
  test.each(waysToSayMissing)(
    'behavior: two accounts come and go against a box in the page where a missing client is %s',
    async (missingClient) => {
      const fapi = createFapi({ keyType: 'live', missingClient, signingKey })
      const browser = createBrowser({ fapi, native: true })
      const storage = createStorage()
      const actor = openPanel(fapi, browser.openTab(), { scheme: nativeScheme({ storage }) })
      await doMainJob(actor, fapi, missingClient)
      expect([...storage.items]).toEqual([])
      expect(browser.cookies).toEqual([])
      expect(fapi.log.entries.map(({ query }) => query)).toEqual(
        fapi.log.entries.map(() => expect.stringContaining('_is_native=1')),
      )
    },
  )
})
