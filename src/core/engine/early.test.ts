import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test, vi } from 'vitest'
import { countHoldings, nothingHeld } from '../../../test/support/holdings'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  bob,
  createWorld,
  type Page,
  refusal,
  scopeOf,
  type WorldOptions,
} from '../../../test/support/world'
import { createFrontdesk, createSignIn, getClient, signOut } from '../../core'

/** A page that nobody has mounted, where a request can leave at once. */
async function open(options: WorldOptions = {}) {
  const time = fakeTime()
  const world = await createWorld({ scheme: 'browser', signedIn: [alice], ...options })
  const tab = world.browser.openTab()
  const { ambient, held } = countHoldings(tab)
  let sent = 0
  const page = world.open({
    tab,
    mount: false,
    ambient: {
      ...ambient,
      fetch(url, init) {
        sent++
        return tab.ambient.fetch(url, init)
      },
    },
  })
  const { frontdesk } = page
  const statuses: string[] = []
  frontdesk.subscribe(() => statuses.push(frontdesk.state.session.status))
  return { time, world, page, frontdesk, tab, held, statuses, sent: () => sent }
}

const status = ({ frontdesk }: Pick<Page, 'frontdesk'>) => frontdesk.state.session.status

describe('preload()', () => {
  test('default: sends GET /client in the very call, and shows nothing of the answer', async () => {
    const { time, world, frontdesk, statuses, sent } = await open()
    frontdesk.preload()
    expect(sent()).toBe(1)
    await time.advance(1000)
    expect(world.requests()).toEqual(['GET /client'])
    expect(statuses).toEqual([])
    expect(frontdesk.state.connection.status).toBe('loading')
  })

  test('behavior: sends nothing where there is no page, as on a server', async () => {
    const { fapi } = await createWorld({ scheme: 'browser' })
    const fetch = vi.fn(async () => new Response('{}'))
    const { publishableKey } = fapi
    createFrontdesk({ publishableKey, queryClient: new QueryClient(), ambient: { fetch } }).preload()
    expect(fetch).not.toHaveBeenCalled()
  })

  test.each(['devBrowser', 'native'] as const)(
    'behavior: sends nothing where something else comes first, as with %s',
    async (scheme) => {
      const { time, frontdesk, sent, held } = await open({ scheme })
      frontdesk.preload()
      await time.advance(1000)
      expect(sent()).toBe(0)
      expect(held).toEqual(nothingHeld)
    },
  )

  test('behavior: sends nothing while a sign-out waits to be delivered', async () => {
    const { time, world, frontdesk, tab, sent } = await open()
    const marks = JSON.stringify(world.seeded!.sessionIds)
    tab.ambient.originStorage.setItem(`frontdesk.${scopeOf(frontdesk)}.sign-outs`, marks)
    frontdesk.preload()
    await time.advance(1000)
    expect(sent()).toBe(0)
    frontdesk.mount()
    await time.advance(1000)
    const removed = `POST /client/sessions/${world.seeded!.sessionIds[0]}/remove`
    expect(world.requests()).toEqual(['GET /client', removed, 'GET /client'])
    frontdesk.unmount()
  })

  test('behavior: sends nothing a second time', async () => {
    const { time, frontdesk, sent } = await open()
    frontdesk.preload()
    frontdesk.preload()
    await time.advance(100)
    expect(sent()).toBe(1)
  })

  test('behavior: sends nothing of its own where a mount is about to', async () => {
    const { time, frontdesk, sent } = await open()
    frontdesk.mount()
    frontdesk.preload()
    expect(sent()).toBe(0)
    await time.settle()
    expect(sent()).toBe(1)
    frontdesk.unmount()
  })

  test('behavior: sends nothing where the client is known', async () => {
    const { frontdesk, sent } = await open()
    await getClient(frontdesk)
    frontdesk.preload()
    expect(sent()).toBe(1)
  })

  test('behavior: creates no client; the mount does, without asking again', async () => {
    const { time, world, frontdesk } = await open({ signedIn: undefined, missingClient: 401 })
    frontdesk.preload()
    await time.advance(1000)
    expect(world.requests()).toEqual(['GET /client'])
    frontdesk.mount()
    await time.advance(1000)
    expect(world.requests()).toEqual(['GET /client', 'POST /client'])
    expect(frontdesk.state.connection.status).toBe('ready')
    frontdesk.unmount()
  })

  test('behavior: what a tab tells while the answer is awaited, after the mount too, makes it stale', async () => {
    const { time, world, frontdesk } = await open({ signedIn: undefined, missingClient: 401 })
    world.fault('GET /client', { delay: 600, times: 1 })
    frontdesk.preload()
    frontdesk.mount()
    await time.advance(300)
    const channel = world.browser.openTab().ambient.openChannel(`frontdesk.${scopeOf(frontdesk)}`)
    channel.postMessage({ v: 1, type: 'created' })
    await time.advance(1000)
    expect(world.requests()).toEqual(['GET /client', 'GET /client', 'POST /client'])
    frontdesk.unmount()
  })

  test('behavior: an answer that takes long after the mount is not asked for twice', async () => {
    const { time, world, frontdesk } = await open()
    world.fault('GET /client', { delay: 6500, times: 1 })
    frontdesk.preload()
    frontdesk.mount()
    await time.advance(6600)
    expect(world.requests()).toEqual(['GET /client'])
    expect(frontdesk.state.connection.status).toBe('ready')
    frontdesk.unmount()
  })

  test('behavior: if no mount comes, nothing is left of it after 5 s', async () => {
    const { time, frontdesk, held } = await open()
    frontdesk.preload()
    await time.advance(4900)
    expect(held).toMatchObject({ channels: 1 })
    await time.advance(200)
    expect(held).toEqual(nothingHeld)
  })

  test('behavior: if it fails, nobody is told; the mount tries again', async () => {
    const { time, world, frontdesk, statuses } = await open()
    world.fault('GET /client', { cut: true, times: 1 })
    frontdesk.preload()
    await time.advance(1000)
    expect(statuses).toEqual([])
    expect(frontdesk.state.connection.status).toBe('loading')
    frontdesk.mount()
    await time.advance(2000)
    expect(status({ frontdesk })).toBe('signed-in')
    expect(world.requests()).toEqual(['GET /client', 'GET /client'])
    frontdesk.unmount()
  })
})

describe('the mount after it', () => {
  test.each([
    ['is there already', 500],
    ['is under way', 0],
  ])('behavior: takes the answer that %s, with one request in all', async (_, ms) => {
    const { time, world, frontdesk } = await open()
    frontdesk.preload()
    await time.advance(ms)
    frontdesk.mount()
    await time.advance(1000)
    expect(status({ frontdesk })).toBe('signed-in')
    expect(world.requests()).toEqual(['GET /client'])
    frontdesk.unmount()
  })

  test('behavior: shows it no later than it can', async () => {
    const { time, world, frontdesk } = await open()
    world.fault('GET /client', { delay: 1000, times: 1 })
    frontdesk.preload()
    await time.advance(900)
    frontdesk.mount()
    await time.advance(200)
    expect(status({ frontdesk })).toBe('signed-in')
    frontdesk.unmount()
  })

  test('behavior: that comes twice at once, as in StrictMode, takes it too', async () => {
    const { time, world, frontdesk } = await open()
    frontdesk.preload()
    frontdesk.mount()
    frontdesk.unmount()
    frontdesk.mount()
    await time.advance(1000)
    expect(world.requests()).toEqual(['GET /client'])
    frontdesk.unmount()
  })

  test('behavior: asks anew where another tab has signed out meanwhile, and never shows who was there', async () => {
    const { time, world, frontdesk, statuses } = await open()
    const other = world.open()
    await time.settle()
    world.fapi.log.clear()
    frontdesk.preload()
    await time.advance(100)
    await signOut(other.frontdesk)
    await time.advance(100)
    frontdesk.mount()
    await time.advance(1000)
    expect(world.requests('GET /client')).toHaveLength(2)
    expect(statuses).toEqual(['signed-out'])
    frontdesk.unmount()
  })

  test('behavior: asks anew where more is known since', async () => {
    const { time, world, frontdesk } = await open()
    frontdesk.preload()
    await time.advance(100)
    await createSignIn(frontdesk, bob)
    expect((await getClient(frontdesk))?.sessions).toHaveLength(2)
    expect(world.requests()).toEqual(['GET /client', 'POST /client/sign_ins', 'GET /client'])
  })

  test('behavior: asks anew where a request was sent since, whatever became of that', async () => {
    const { time, world, frontdesk } = await open()
    frontdesk.preload()
    await time.advance(100)
    world.fault('POST /client/sign_ins', { cut: true, times: 1 })
    await Promise.all([refusal(createSignIn(frontdesk, bob)), time.advance(1000)])
    await getClient(frontdesk)
    expect(world.requests('GET /client')).toHaveLength(2)
  })

  test('behavior: of two tabs that have both heard that there is no client, one creates it', async () => {
    const { time, world, frontdesk } = await open({ signedIn: undefined, missingClient: 401 })
    const other = world.open({ mount: false })
    for (const early of [frontdesk, other.frontdesk]) early.preload()
    await time.advance(100)
    frontdesk.mount()
    await time.advance(500)
    other.frontdesk.mount()
    await time.advance(500)
    expect(world.requests('POST /client')).toHaveLength(1)
    expect(other.frontdesk.state.connection.status).toBe('ready')
    for (const mounted of [frontdesk, other.frontdesk]) mounted.unmount()
  })

  test('behavior: asks anew where it comes more than 5 s later', async () => {
    const { time, world, frontdesk } = await open()
    frontdesk.preload()
    await time.advance(5100)
    frontdesk.mount()
    await time.advance(1000)
    expect(world.requests()).toEqual(['GET /client', 'GET /client'])
    expect(status({ frontdesk })).toBe('signed-in')
    frontdesk.unmount()
  })

  test('behavior: has it once: the next mount asks anew, and hears the other tabs', async () => {
    const { time, world, frontdesk, held } = await open()
    frontdesk.preload()
    frontdesk.mount()
    await time.advance(100)
    frontdesk.unmount()
    await time.advance(100)
    expect(held).toEqual(nothingHeld)
    frontdesk.mount()
    await time.advance(10_000)
    expect(world.requests()).toEqual(['GET /client', 'GET /client'])
    expect(held).toMatchObject({ channels: 1 })
    frontdesk.unmount()
  })
})
