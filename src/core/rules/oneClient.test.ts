import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  booted,
  createWorld,
  type Page,
  type Scheme,
  scopeOf,
  until,
  type World,
} from '../../../test/support/world'
import { clientQueryKey, createSignIn, getClient } from '../../core'
import { retry } from '../actions/retry'

const idIn = ({ frontdesk, queryClient }: Page) =>
  queryClient.getQueryData<{ id: string } | null>(clientQueryKey(frontdesk))?.id
const openFour = (world: World, ambient = {}) =>
  Array.from({ length: 4 }, () => world.open({ bootstrap: 'ensure', ambient }))

describe.each<Scheme>(['devBrowser', 'browser'])('rule 1 · one client · with the scheme %s', (scheme) => {
  test('behavior: four tabs at once on an empty cookie jar make one client and one dev browser', async () => {
    const world = await createWorld({ scheme })
    const pages = openFour(world)
    await Promise.all(pages.map(({ frontdesk }) => booted(frontdesk)))
    expect(world.requests('POST /client')).toHaveLength(1)
    expect(world.requests('POST /dev_browser')).toHaveLength(scheme === 'devBrowser' ? 1 : 0)
    expect(new Set(pages.map(idIn))).toEqual(new Set([world.fapi.clients[0]?.id]))
  })

  test('behavior: without locks each makes at most one, and all come to show the one that was kept', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme })
    const pages = openFour(world, { locks: undefined })
    await time.advance(10_000)
    expect(world.requests('POST /client').length).toBeLessThanOrEqual(4)
    expect(world.requests('POST /dev_browser').length).toBeLessThanOrEqual(4)
    expect(new Set(pages.map(idIn)).size).toBe(1)
    const reloaded = pages[0]!.reload()
    await time.advance(1000)
    expect(idIn(reloaded)).toBe(idIn(pages[1]!))
  })

  test('behavior: a lock that is held for ever by a hanging tab is waited for 5 s, not longer', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme })
    const hanging = world.open({ mount: false })
    for (const name of ['bootstrap', 'dev-browser'])
      void hanging.tab.ambient.locks?.request(
        `frontdesk.${scopeOf(hanging.frontdesk)}.${name}`,
        {},
        () => new Promise(() => {}),
      )
    const page = world.open({ bootstrap: 'ensure' })
    await time.advance(4900)
    expect(world.requests('POST /client')).toEqual([])
    await time.advance(6000)
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(world.requests('POST /client')).toHaveLength(1)
  })

  test('behavior: where a client is there already, no tab waits for a lock', async () => {
    const world = await createWorld({ scheme, signedIn: [alice] })
    const hanging = world.open({ mount: false })
    const name = `frontdesk.${scopeOf(hanging.frontdesk)}.bootstrap`
    void hanging.tab.ambient.locks?.request(name, {}, () => new Promise(() => {}))
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })

  test('behavior: locks that fail are as none', async () => {
    const world = await createWorld({ scheme })
    const locks = { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) }
    const page = world.open({ bootstrap: 'ensure', ambient: { locks } })
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(world.requests('POST /client')).toHaveLength(1)
  })
})

describe('rule 1 · one client · in one page', () => {
  test('behavior: mounts, loads and retries in one page share one client', async () => {
    const world = await createWorld({ missingClient: 401 })
    const { frontdesk } = world.open()
    frontdesk.mount()
    frontdesk.mount()
    await Promise.all([getClient(frontdesk), retry(frontdesk), getClient(frontdesk)])
    expect(world.requests()).toEqual(['POST /dev_browser', 'GET /client', 'POST /client'])
    frontdesk.unmount()
    frontdesk.unmount()
  })

  test('behavior: a sign-in during the bootstrap waits for it, so that there is one client', async () => {
    const world = await createWorld({ missingClient: 401 })
    const page = world.open()
    await createSignIn(page.frontdesk, alice)
    await until(page.frontdesk, ({ session }) => session.status === 'signed-in')
    expect(world.fapi.clients).toHaveLength(1)
    expect(world.fapi.devBrowsers).toHaveLength(1)
  })

  test('behavior: an unmount and a mount at once, as in StrictMode, start nothing anew', async () => {
    const world = await createWorld({ missingClient: 401 })
    const { frontdesk } = world.open()
    frontdesk.unmount()
    frontdesk.mount()
    await booted(frontdesk)
    expect(world.requests()).toEqual(['POST /dev_browser', 'GET /client', 'POST /client'])
  })
})
