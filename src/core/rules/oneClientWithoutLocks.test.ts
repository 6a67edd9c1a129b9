import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  bob,
  createWorld,
  type Page,
  type World,
  type WorldOptions,
} from '../../../test/support/world'
import type { AmbientLocks } from '../../core'
import { createSignIn, getClient, isFrontdeskError, signOut } from '../../core'

const never = () => new Promise<never>(() => {})

/** Locks that a tab cannot have; those that never call back are nobody's. */
const surroundings: [string, AmbientLocks | undefined][] = [
  ['without locks', undefined],
  ['with locks that never call back', { request: never }],
  [
    'with locks that another tab keeps',
    {
      request: (_, { ifAvailable, signal }, callback) =>
        ifAvailable
          ? callback(null)
          : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    },
  ],
  ['with locks that are refused', { request: () => Promise.reject(new Error('SecurityError')) }],
]

/** The answer to a sign-in takes 200 ms, its cookie too, after the server has done what it says. */
function slowDown({ fapi }: World) {
  const { fetch } = fapi
  Object.assign(fapi, {
    async fetch(...request: Parameters<typeof fetch>) {
      const response = await fetch(...request)
      if (request[0].url.includes('/sign_ins')) await new Promise((resolve) => setTimeout(resolve, 200))
      return response
    },
  })
}

const namesIn = ({ frontdesk }: Page) =>
  frontdesk._internal.client?.sessions.map(({ user }) => user.firstName).sort()

/** Roots of one page, ready, with a live key, where sign-ins are slow from here on. */
async function openRoots(locks: AmbientLocks | undefined, options: WorldOptions = {}, roots = 2) {
  const time = fakeTime()
  const world = await createWorld({ scheme: 'browser', ...options })
  const tab = world.browser.openTab()
  const open = () => world.open({ tab, ambient: { locks, openChannel: undefined } })
  const pages = Array.from({ length: roots }, open)
  await time.advance(10_000)
  slowDown(world)
  return { time, world, pages, open }
}

describe.each(surroundings)('rule 1 · one client · two roots of a page, %s', (_, locks) => {
  test.each<[string, WorldOptions, string[]]>([
    ['no client', {}, ['Alice', 'Bob']],
    ['an empty client', { signedIn: [] }, ['Alice', 'Bob']],
  ])('behavior: sign-ins at once on %s', async (_, options, names) => {
    const { time, world, pages } = await openRoots(locks, options)
    const signedIn = [createSignIn(pages[0]!.frontdesk, alice), createSignIn(pages[1]!.frontdesk, bob)]
    await time.advance(20_000)
    await Promise.all(signedIn)
    expect(world.fapi.clients).toHaveLength(1)
    expect(pages.map(namesIn)).toEqual([names, names])
  })

  test.each([0, 50, 150, 250])('behavior: one boots %i ms after the other signs in', async (ms) => {
    const { time, world, pages, open } = await openRoots(locks, { missingClient: 401 }, 0)
    const page = open()
    await time.advance(10_000)
    const clients = world.fapi.clients.length
    const signedIn = createSignIn(page.frontdesk, alice)
    await time.advance(ms)
    pages.push(page, open())
    await time.advance(20_000)
    await signedIn
    expect([clients, world.fapi.clients.length]).toEqual([1, 1])
    expect(pages.map(namesIn)).toEqual([['Alice'], ['Alice']])
  })

  test('behavior: a sign-in that begins as the other boots', async () => {
    const { time, world, open } = await openRoots(locks, { missingClient: 401 }, 0)
    world.fault('GET /client', { status: 401, delay: 300, times: 1, body: { errors: [{ code: 'x' }] } })
    const [one, two] = [open(), open()]
    await time.advance(20)
    const signedIn = createSignIn(two.frontdesk, alice)
    await time.advance(20_000)
    await signedIn
    expect(world.fapi.clients).toHaveLength(1)
    expect([one, two].map(namesIn)).toEqual([['Alice'], ['Alice']])
  })
})

test('behavior: rule 1 · one client · roots that boot at once where no cookie is kept make one', async () => {
  const time = fakeTime()
  const world = await createWorld({ scheme: 'browser', missingClient: 401, browser: { blockCookies: true } })
  const tab = world.browser.openTab()
  const open = () => world.open({ tab, ambient: { locks: undefined, openChannel: undefined } })
  const said = new Set<unknown>()
  for (const { frontdesk } of [open(), open()])
    frontdesk.subscribe(() => said.add(frontdesk.state.connection.error?.code))
  await time.advance(10_000)
  expect(world.fapi.clients).toHaveLength(1)
  expect(said).toContain('client_not_kept')
})

describe('rule 1 · one client · locks that never call back', () => {
  test.each(['devBrowser', 'browser'] as const)(
    'behavior: hold up no boot for ever, with %s',
    async (scheme) => {
      const time = fakeTime()
      const world = await createWorld({ scheme, missingClient: 401 })
      const { frontdesk } = world.open({ ambient: { locks: { request: never } } })
      await time.advance(12_000)
      expect(frontdesk.state.connection.status).toBe('ready')
      expect(world.fapi.clients).toHaveLength(1)
    },
  )

  test('behavior: nor a sign-out', async () => {
    const { time, world, pages } = await openRoots({ request: never }, { signedIn: [alice] }, 1)
    void signOut(pages[0]!.frontdesk)
    await time.advance(1000)
    expect(world.fapi.sessions.map(({ status }) => status)).toEqual(['removed'])
  })

  test('behavior: one that is given late is not kept', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser', missingClient: 401 })
    const tab = world.browser.openTab()
    const late: AmbientLocks = {
      request: async (...request) => {
        await new Promise((resolve) => setTimeout(resolve, 8000))
        request[1] = { ifAvailable: request[1].ifAvailable ?? false }
        return tab.ambient.locks.request(...request)
      },
    }
    world.open({ tab, ambient: { locks: late } })
    await time.advance(30_000)
    const other = world.open()
    await time.advance(100)
    expect(other.frontdesk.state.connection.status).toBe('ready')
    const signedIn = createSignIn(other.frontdesk, alice)
    await time.advance(1000)
    expect((await signedIn).status).toBe('complete')
    expect(world.fapi.clients).toHaveLength(1)
  })
})

describe('rule 10 · errors speak · what waits for a lock as the last provider goes', () => {
  test.each([
    ['a sign-in', (page: Page) => createSignIn(page.frontdesk, alice)],
    ['a load', (page: Page) => getClient(page.frontdesk)],
  ])('behavior: %s is a network_error', async (_, act) => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser', missingClient: 401 })
    world.fault('GET /client', { status: 400, times: 1 })
    const page = world.open()
    await time.advance(1000)
    const { locks } = world.browser.openTab().ambient
    void locks.request(`frontdesk.${page.frontdesk._internal.scope}.bootstrap`, {}, never)
    let error: unknown
    act(page).catch((caught) => {
      error = caught
    })
    await time.advance(1000)
    page.unmount()
    await time.advance(1000)
    expect(isFrontdeskError(error, 'network_error')).toBe(true)
    expect(world.fapi.clients).toHaveLength(0)
  })

  test('behavior: nor does a fetch that heeds no signal keep it', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser' })
    const page = world.open({ ambient: { fetch: never } })
    let error: unknown
    getClient(page.frontdesk).catch((caught) => {
      error = caught
    })
    await time.advance(100)
    page.unmount()
    await time.advance(100)
    expect(isFrontdeskError(error, 'network_error')).toBe(true)
  })
})
