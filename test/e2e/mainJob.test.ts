import { describe, expect } from 'vitest'
import { doMainJob, requests } from './mainJob'
import { test } from './stage'

describe.concurrent.each(['test', 'live'] as const)('with a %s key', (keyType) => {
  test.for([401, 404, 'null'] as const)(
    'behavior: two accounts come and go on one client where a missing client is %s',
    async (missingClient, { startBox, openBrowser }) => {
      const box = await startBox({ keyType, missingClient })
      const { fapi } = box
      const browser = await openBrowser(box)
      const tab = await browser.openTab()
      await tab.shows({ connection: 'ready' })
      expect(requests(fapi)).toEqual([
        ...(keyType === 'test' ? ['POST /v1/dev_browser 200'] : []),
        `GET /v1/client ${missingClient === 'null' ? 200 : missingClient}`,
        ...(missingClient === 'null' ? [] : ['POST /v1/client 200']),
      ])
      await doMainJob(tab, fapi, missingClient, await browser.openTab())
    },
  )
})
