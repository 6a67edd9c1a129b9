import { describe, expect } from 'vitest'
import { quiet, requests } from './mainJob'
import { type ServedBox, test } from './stage'

/** Slows every answer down, so that what tabs do at the same time does overlap. */
const overlap = ({ fapi }: ServedBox) => fapi.fault({ delay: 600 })

describe.each(['test', 'live'] as const)(
  'four tabs at once on an empty cookie jar, with a %s key',
  (keyType) => {
    test.for(['null', 401] as const)(
      'behavior: one client is made where a missing one is %s',
      async (missingClient, { startBox, openBrowser }) => {
        const box = await startBox({ keyType, missingClient })
        overlap(box)
        const browser = await openBrowser(box)
        const tabs = await Promise.all([1, 2, 3, 4].map(() => browser.openTab({ bootstrap: 'ensure' })))
        await Promise.all(tabs.map((tab) => tab.shows({ connection: 'ready' })))
        await quiet(box.fapi)
        const made = requests(box.fapi).filter((request) => !request.startsWith('GET'))
        expect(made.sort()).toEqual([
          'POST /v1/client 200',
          ...(keyType === 'test' ? ['POST /v1/dev_browser 200'] : []),
        ])
        const [client] = box.fapi.clients
        await Promise.all(tabs.map((tab) => tab.shows({ client: client!.id })))
      },
    )

    test('behavior: without Web Locks all come to show the one that the cookie kept', async ({
      startBox,
      openBrowser,
    }) => {
      const box = await startBox({ keyType, missingClient: 401 })
      overlap(box)
      const browser = await openBrowser(box)
      await browser.context.addInitScript(() => {
        Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })
      })
      const tabs = await Promise.all([1, 2, 3, 4].map(() => browser.openTab()))
      await Promise.all(tabs.map((tab) => tab.shows({ connection: 'ready' })))
      await quiet(box.fapi, 1000)
      expect(box.fapi.clients.length).toBeLessThanOrEqual(4)
      expect(box.fapi.devBrowsers.length).toBeLessThanOrEqual(4)
      const shown = await Promise.all(tabs.map(async (tab) => (await tab.facts()).client))
      await tabs[0]!.reload()
      await tabs[0]!.shows({ connection: 'ready' })
      const { client: kept } = await tabs[0]!.facts()
      expect(shown).toEqual([kept, kept, kept, kept])
    })
  },
)
