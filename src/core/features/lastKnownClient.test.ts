import { describe, expect, test } from 'vitest'
import {
  alice,
  bob,
  booted,
  createWorld,
  type Page,
  type PageOptions,
  refusal,
  type World,
  type WorldOptions,
} from '../../../test/support/world'
import {
  getToken,
  identityKey,
  lastKnownClient,
  nativeScheme,
  resetClient,
  signOut,
  signOutAll,
} from '../../core'

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

/** No retry helps: what a page without a network comes to at once. */
const refused = { status: 403, body: { errors: [{ code: 'not_now', message: 'no' }] } }

/** A browser in which the app has been open before, online. */
async function open(options: WorldOptions = {}) {
  const world = await createWorld({ signedIn: [alice, bob], scheme: 'browser', ...options })
  const first = world.open({ lastKnownClient })
  await booted(first.frontdesk)
  const stored = () => {
    const key = `frontdesk.${first.frontdesk._internal.scope}.last-client`
    return first.tab.ambient.originStorage.getItem(key) ?? world.storage.items.get(key) ?? null
  }
  return { world, first, stored }
}

/** The next visit, which reaches nobody. */
async function revisit(world: World, more: PageOptions = {}) {
  world.fault('GET /client', refused)
  const page = world.open({ lastKnownClient, ...more })
  await booted(page.frontdesk)
  return page
}

const namesIn = ({ frontdesk, queryClient }: Page) =>
  queryClient
    .getQueryData(frontdesk._internal.queryOptions.queryKey)
    ?.sessions.map(({ user }) => user.firstName)

const userIn = ({ frontdesk, queryClient }: Page) => {
  const data = queryClient.getQueryData(frontdesk._internal.queryOptions.queryKey)
  return data?.sessions.find(({ id }) => id === frontdesk.state.session.sessionId)?.user.firstName
}

describe.each(['browser', 'devBrowser', 'native'] as const)(
  'an app opened without a network, %s',
  (scheme) => {
    test('behavior: shows who was signed in, as degraded, and hands out no token', async () => {
      const { world, first } = await open({ scheme })
      const key = identityKey(first.frontdesk)
      first.unmount()
      const page = await revisit(world)
      expect(page.frontdesk.state).toMatchObject({
        connection: { status: 'degraded', error: { code: 'not_now' } },
        session: { status: 'signed-in', session: { user: { firstName: 'Bob' } } },
      })
      expect([userIn(page), identityKey(page.frontdesk)]).toEqual(['Bob', key])
      expect(await refusal(getToken(page.frontdesk))).toMatchObject({ code: 'not_now' })
      expect(world.requests().filter((request) => request.includes('/tokens'))).toEqual([])
    })
  },
)

test('behavior: what is stored holds no token and no sign-in', async () => {
  const { world, stored } = await open()
  expect(JSON.parse(stored()!)).toMatchObject({ id: world.seeded?.clientId })
  expect(stored()).not.toMatch(/eyJ|lastActiveToken|last_active_token|signIn"|signUp"/)
})

test('behavior: is the client’s again once that can be had', async () => {
  const { world, first } = await open()
  first.unmount()
  const recover = world.fault('GET /client', refused)
  const page = world.open({ lastKnownClient })
  await booted(page.frontdesk)
  page.queryClient.setQueryData(['todos'], 'of Bob')
  recover()
  await page.frontdesk._internal.loader.reload()
  expect(page.frontdesk.state.connection.status).toBe('ready')
  expect(await getToken(page.frontdesk)).toBeTypeOf('string')
  expect(page.queryClient.getQueryData(['todos'])).toBe('of Bob')
})

test('behavior: the client’s word counts: whose session has ended is gone, and with it what the app cached', async () => {
  const { world, first, stored } = await open({ signedIn: [bob] })
  first.unmount()
  const recover = world.fault('GET /client', refused)
  const page = world.open({ lastKnownClient })
  await booted(page.frontdesk)
  page.queryClient.setQueryData(['todos'], 'of Bob')
  world.fapi.revokeSession(world.seeded!.sessionIds[0]!)
  recover()
  await page.frontdesk._internal.loader.reload()
  expect(page.frontdesk.state.session.status).toBe('signed-out')
  expect([page.queryClient.getQueryData(['todos']), stored()]).toEqual([undefined, null])
})

test('behavior: a pinned tab shows its own account, and a new one is not pinned by what is remembered', async () => {
  const { world, first } = await open()
  first.frontdesk._internal.pin.write(world.seeded!.sessionIds[0]!)
  first.unmount()
  const own = await revisit(world, { tab: first.tab })
  expect(userIn(own)).toBe('Alice')
  own.unmount()
  const fresh = await revisit(world)
  expect(userIn(fresh)).toBe('Bob')
  expect(fresh.frontdesk._internal.pin.read()).toBe('')
})

describe('a sign-out', () => {
  test.each<[string, (page: Page) => Promise<unknown>, string[]]>([
    ['of all', ({ frontdesk }) => signOutAll(frontdesk), []],
    ['of one account', ({ frontdesk }) => signOut(frontdesk), ['Alice']],
  ])('behavior: %s removes it before anything is sent', async (_, leave, rest) => {
    const { world, first, stored } = await open()
    const seen: (string | null)[] = []
    const fetch = first.tab.ambient.fetch
    const names = () =>
      JSON.parse(stored() ?? '{"sessions":[]}').sessions.map(
        (session: { user: { firstName: string } }) => session.user.firstName,
      )
    first.unmount()
    await settle()
    const page = world.open({
      lastKnownClient,
      ambient: {
        fetch(url, init) {
          if (init.method === 'POST') seen.push(names())
          return fetch(url, init)
        },
      },
    })
    await booted(page.frontdesk)
    await leave(page)
    expect(seen[0]).toEqual(rest)
    expect(names()).toEqual(rest)
  })

  test('behavior: without a network is final, in the next visit, too', async () => {
    const { world, first, stored } = await open()
    first.unmount()
    const page = await revisit(world)
    page.tab.goOffline()
    await expect(signOut(page.frontdesk)).resolves.toEqual({ serverConfirmed: false })
    expect(page.frontdesk.state.session.status).toBe('signed-out')
    expect(JSON.parse(stored()!).sessions).toMatchObject([{ id: world.seeded!.sessionIds[0] }])
    const data = page.queryClient.getQueryData(page.frontdesk._internal.queryOptions.queryKey)
    expect(data?.sessions.map(({ user }) => user.firstName)).toEqual(['Alice'])
    page.unmount()
    const next = await revisit(world)
    expect(next.frontdesk.state.session.userId).toBe(undefined)
  })

  test.each(['browser', 'devBrowser', 'native'] as const)(
    'behavior: of an account that is remembered, not shown, works without a network, %s',
    async (scheme) => {
      const { world, first, stored } = await open({ scheme })
      first.unmount()
      const page = await revisit(world)
      page.tab.goOffline()
      const [alices] = world.seeded!.sessionIds
      await expect(signOut(page.frontdesk, { sessionId: alices })).resolves.toEqual({
        serverConfirmed: false,
      })
      await settle()
      expect([userIn(page), namesIn(page)]).toEqual(['Bob', ['Bob']])
      expect(stored()).not.toContain(alices)
      expect(await refusal(signOut(page.frontdesk, { sessionId: 'sess_x' }))).toMatchObject({
        code: 'session_not_found',
      })
    },
  )

  test('behavior: that is refused leaves it', async () => {
    const { world, first, stored } = await open()
    const before = stored()
    world.fault('DELETE /client', { status: 403, body: { errors: [{ code: 'no', message: 'no' }] } })
    await refusal(signOutAll(first.frontdesk))
    expect(stored()).toBe(before)
  })

  test('behavior: of all before the client has come leaves nobody, in the next visit, too', async () => {
    const { world, first, stored } = await open()
    first.unmount()
    const page = await revisit(world)
    expect(namesIn(page)).toEqual(['Alice', 'Bob'])
    await expect(signOutAll(page.frontdesk)).resolves.toEqual({ serverConfirmed: true })
    expect([stored(), namesIn(page)]).toEqual([null, []])
    page.unmount()
    const next = await revisit(world)
    expect(next.frontdesk.state.session.userId).toBe(undefined)
  })

  test('behavior: before what is remembered was read removes it, too', async () => {
    const { world, first, stored } = await open()
    first.unmount()
    world.fault('GET /client', refused)
    const page = world.open({ lastKnownClient, mount: false })
    await signOutAll(page.frontdesk)
    expect(stored()).toBe(null)
    page.frontdesk.mount()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.session.userId).toBe(undefined)
  })

  test('behavior: of one that is not shown, in another tab, is seen before the client has come', async () => {
    const { world, first } = await open()
    first.unmount()
    const recover = world.fault('GET /client', refused)
    const page = world.open({ lastKnownClient })
    await booted(page.frontdesk)
    recover()
    const other = world.open()
    await booted(other.frontdesk)
    world.fault('GET /client', refused)
    await signOut(other.frontdesk, { sessionId: world.seeded!.sessionIds[0]! })
    await settle()
    expect(namesIn(page)).toEqual(['Bob'])
  })

  test('behavior: is not undone by a slow storage that still writes what was before', async () => {
    const world = await createWorld({ signedIn: [alice], scheme: 'native' })
    const { items } = world.storage
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const storage = {
      getItem: async (key: string) => items.get(key) ?? null,
      async setItem(key: string, value: string) {
        if (key.endsWith('last-client')) await gate
        items.set(key, value)
      },
      removeItem: async (key: string) => void items.delete(key),
    }
    const page = world.open({ lastKnownClient, scheme: nativeScheme({ storage }) })
    await booted(page.frontdesk)
    await signOutAll(page.frontdesk)
    release()
    await settle()
    expect([...items.keys()].filter((key) => key.endsWith('last-client'))).toEqual([])
  })

  test('behavior: in another tab removes it, too', async () => {
    const { world, first, stored } = await open()
    const other = world.open()
    await booted(other.frontdesk)
    await signOutAll(other.frontdesk)
    await settle()
    expect([first.frontdesk.state.session.status, stored()]).toEqual(['signed-out', null])
  })
})

describe('resetClient()', () => {
  test.each(['browser', 'devBrowser', 'native'] as const)(
    'behavior: forgets what is remembered, though the next load fails, %s',
    async (scheme) => {
      const { world, first, stored } = await open({ scheme })
      world.fault('GET /client', refused)
      await refusal(resetClient(first.frontdesk))
      await settle()
      expect(stored()).toBe(null)
      first.unmount()
      const next = await revisit(world)
      expect(next.frontdesk.state.session.userId).toBe(undefined)
    },
  )

  test('behavior: forgets it where nothing else is known', async () => {
    const { world, first, stored } = await open()
    first.unmount()
    const page = await revisit(world)
    await refusal(resetClient(page.frontdesk))
    expect([stored(), page.frontdesk.state.session.status, namesIn(page)]).toEqual([null, 'error', []])
  })

  test('behavior: what comes after it is remembered again', async () => {
    const { first, stored } = await open()
    await resetClient(first.frontdesk)
    expect(stored()).toContain('Bob')
  })
})

describe('bad input', () => {
  test.each([
    ['no JSON', 'oops'],
    ['null', 'null'],
    ['no client', '{"sessions":[]}'],
    ['sessions that are no list', '{"id":"client_1","sessions":{}}'],
    ['a session without a user', '{"id":"client_1","sessions":[{"id":"sess_1","status":"active"}]}'],
    ['only sessions that are over', '{"id":"c","sessions":[{"id":"s","status":"ended","user":{"id":"u"}}]}'],
    [
      'only sessions that have expired',
      '{"id":"c","sessions":[{"id":"s","status":"active","user":{"id":"u"},"expireAt":1}]}',
    ],
  ])('behavior: %s in the storage is as nothing', async (_, text) => {
    const world = await createWorld({ scheme: 'browser' })
    const page = world.open({ mount: false, lastKnownClient })
    page.tab.ambient.originStorage.setItem(`frontdesk.${page.frontdesk._internal.scope}.last-client`, text)
    const next = await revisit(world)
    expect(next.frontdesk.state).toMatchObject({
      connection: { status: 'error' },
      session: { status: 'error' },
    })
  })

  test('behavior: metadata comes back as it was, and a planted token is not taken', async () => {
    const { world, first, stored } = await open()
    const client = JSON.parse(stored()!)
    client.sessions[1].user.publicMetadata = { my_plan: 'pro' }
    client.sessions[1].lastActiveToken = { jwt: 'eyJ.eyJ.x' }
    first.unmount()
    const key = `frontdesk.${first.frontdesk._internal.scope}.last-client`
    first.tab.ambient.originStorage.setItem(key, JSON.stringify(client))
    const page = await revisit(world)
    expect(page.frontdesk.state.session.session?.user.publicMetadata).toEqual({ my_plan: 'pro' })
    expect(page.frontdesk.state.session.session).not.toHaveProperty('lastActiveToken')
  })

  test('behavior: a storage that takes no more keeps nothing that is out of date', async () => {
    const { world, first, stored } = await open()
    const { originStorage } = first.tab.ambient
    first.unmount()
    world.fapi.revokeSession(world.seeded!.sessionIds[0]!)
    const full: typeof originStorage = {
      getItem: (key) => originStorage.getItem(key),
      setItem(key, value) {
        if (key.endsWith('last-client')) throw new Error('full')
        originStorage.setItem(key, value)
      },
      removeItem: (key) => originStorage.removeItem(key),
    }
    await booted(world.open({ lastKnownClient, ambient: { originStorage: full } }).frontdesk)
    expect(stored()).toBe(null)
  })

  test('behavior: a storage that throws is as none', async () => {
    const world = await createWorld({ scheme: 'browser', signedIn: [bob] })
    const fail = () => {
      throw new Error('no')
    }
    const originStorage = { getItem: fail, setItem: fail, removeItem: fail }
    const page = world.open({ lastKnownClient, ambient: { originStorage } })
    await booted(page.frontdesk)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })
})

test('default: nothing is remembered', async () => {
  const world = await createWorld({ signedIn: [bob] })
  const page = world.open()
  await booted(page.frontdesk)
  expect(
    page.tab.ambient.originStorage.getItem(`frontdesk.${page.frontdesk._internal.scope}.last-client`),
  ).toBe(null)
})
