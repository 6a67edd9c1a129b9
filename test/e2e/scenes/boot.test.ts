import { describe, expect } from 'vitest'
import { alice, quiet, requests } from '../mainJob'
import { type ServedBox, test } from '../stage'

const panels = ['first', 'second', 'third'] as const

/** Slows every answer down, so that what tabs do at the same time does overlap. */
const overlap = ({ fapi }: ServedBox) => fapi.fault({ delay: 600 })

/** Tests of a page with three providers, in a browser that has no client. */
const testThree = test.extend('three', async ({ startBox, openBrowser }) => {
  const box = await startBox({ missingClient: 404 })
  const browser = await openBrowser(box)
  return { box, tab: await browser.openTab({ providers: 'three' }) }
})

describe.concurrent('StrictMode, Suspense and further providers that double one-shot work', () => {
  testThree(
    'behavior: three providers under StrictMode, one of them below the only Suspense, are one handle, one GET, one POST',
    async ({ three: { box, tab } }) => {
      for (const name of panels) {
        await tab.panel(name).shows({ handle: '1', connection: 'ready', session: 'signed-out' })
      }
      await quiet(box.fapi)
      expect(requests(box.fapi)).toEqual([
        'POST /v1/dev_browser 200',
        'GET /v1/client 404',
        'POST /v1/client 200',
      ])
      const [client] = box.fapi.clients
      for (const name of panels) await tab.panel(name).shows({ client: client!.id })
    },
  )

  testThree(
    'behavior: what one does, all show, with no request of their own',
    async ({ three: { box, tab } }) => {
      await tab.panel('third').shows({ connection: 'ready' })
      await quiet(box.fapi)
      box.fapi.log.clear()
      await tab.panel('third').signIn(alice)
      for (const name of panels) await tab.panel(name).shows({ session: 'signed-in', user: alice })
      await tab.panel('second').signOutAll({ keepClient: false })
      for (const name of panels) await tab.panel(name).shows({ session: 'signed-out', client: 'none' })
      await quiet(box.fapi)
      expect(requests(box.fapi)).toEqual(['POST /v1/client/sign_ins 200', 'DELETE /v1/client 200'])
    },
  )

  testThree(
    'behavior: a page whose browser has a client is ready after one request',
    async ({ three: { box, tab } }) => {
      await tab.shows({ connection: 'ready' })
      await quiet(box.fapi)
      box.fapi.log.clear()
      await tab.reload()
      for (const name of panels) await tab.panel(name).shows({ handle: '1', connection: 'ready' })
      await quiet(box.fapi)
      expect(requests(box.fapi)).toEqual(['GET /v1/client 200'])
    },
  )
})

describe.concurrent.each(['test', 'live'] as const)(
  'four tabs that boot at once, each with a client of its own, with a %s key',
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
