import { describe, expect } from 'vitest'
import { alice, quiet, requests } from './mainJob'
import { test } from './stage'

const panels = ['first', 'second', 'third'] as const

describe.concurrent('three providers with one key, one of them below the only Suspense', () => {
  test('behavior: one handle, one GET, one POST under StrictMode', async ({ startBox, openBrowser }) => {
    const box = await startBox({ missingClient: 404 })
    const browser = await openBrowser(box)
    const tab = await browser.openTab({ providers: 'three' })
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
  })

  test('behavior: what one does, all show, with no request of their own', async ({
    startBox,
    openBrowser,
  }) => {
    const box = await startBox({ missingClient: 404 })
    const browser = await openBrowser(box)
    const tab = await browser.openTab({ providers: 'three' })
    await tab.panel('third').shows({ connection: 'ready' })
    await quiet(box.fapi)
    box.fapi.log.clear()
    await tab.panel('third').signIn(alice)
    for (const name of panels) await tab.panel(name).shows({ session: 'signed-in', user: alice })
    await tab.panel('second').signOutAll({ keepClient: false })
    for (const name of panels) await tab.panel(name).shows({ session: 'signed-out', client: 'none' })
    await quiet(box.fapi)
    expect(requests(box.fapi)).toEqual(['POST /v1/client/sign_ins 200', 'DELETE /v1/client 200'])
  })

  test('behavior: a page whose browser has a client is ready after one request', async ({
    startBox,
    openBrowser,
  }) => {
    const box = await startBox({ missingClient: 404 })
    const browser = await openBrowser(box)
    const tab = await browser.openTab({ providers: 'three' })
    await tab.shows({ connection: 'ready' })
    await quiet(box.fapi)
    box.fapi.log.clear()
    await tab.reload()
    for (const name of panels) await tab.panel(name).shows({ handle: '1', connection: 'ready' })
    await quiet(box.fapi)
    expect(requests(box.fapi)).toEqual(['GET /v1/client 200'])
  })
})
