import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  bob,
  booted,
  createWorld,
  type Page,
  refusal,
  schemes,
  until,
} from '../../../test/support/world'
import {
  clientQueryKey,
  createClient,
  createSignIn,
  type Frontdesk,
  getClient,
  getToken,
  setActive,
  signOut,
  signOutAll,
} from '../../core'

const data = ({ frontdesk, queryClient }: Page) => queryClient.getQueryData(clientQueryKey(frontdesk))
const status = ({ frontdesk }: Page) => frontdesk.state.session.status

async function open(options: Parameters<typeof createWorld>[0] = {}) {
  const world = await createWorld({ signedIn: [alice], ...options })
  const page = world.open()
  await booted(page.frontdesk)
  return { world, page, ...page }
}

describe.each(schemes)('rule 3 · sign-out is final · delivered, with the scheme %s', (scheme) => {
  test('default: signOutAll destroys the client, with one request', async () => {
    const { world, page, frontdesk } = await open({ scheme, signedIn: [alice, bob] })
    world.fapi.log.clear()
    await expect(signOutAll(frontdesk)).resolves.toEqual({ serverConfirmed: true })
    expect(world.requests()).toEqual(['DELETE /client'])
    expect(world.fapi.clients).toEqual([])
    expect(data(page)).toBeNull()
    expect(frontdesk.state).toMatchObject({
      connection: { status: 'ready' },
      session: { status: 'signed-out', sessionId: null, userId: null },
    })
    if (scheme === 'native') expect([...world.storage.items]).toEqual([])
  })

  test('parameters: keepClient keeps its id, without sessions', async () => {
    const { world, page, frontdesk } = await open({ scheme, signedIn: [alice, bob] })
    await expect(signOutAll(frontdesk, { keepClient: true })).resolves.toEqual({ serverConfirmed: true })
    expect(data(page)).toMatchObject({ id: world.seeded?.clientId, sessions: [] })
    expect(status(page)).toBe('signed-out')
    const again = page.reload()
    await booted(again.frontdesk)
    expect(data(again)).toMatchObject({ id: world.seeded?.clientId, sessions: [] })
  })

  test('behavior: signing out one session leaves the others', async () => {
    const { world, page, frontdesk } = await open({ scheme, signedIn: [alice, bob] })
    const [alices, bobs] = world.seeded!.sessionIds
    expect(frontdesk.state.session.sessionId).toBe(bobs)
    await expect(signOut(frontdesk)).resolves.toEqual({ serverConfirmed: true })
    expect(frontdesk.state.session).toMatchObject({ status: 'signed-in', sessionId: alices })
    expect(data(page)).toMatchObject({ sessions: [{ id: alices }] })
  })

  test('behavior: after destroying, a sign-in makes a new client', async () => {
    const { world, frontdesk } = await open({ scheme })
    await signOutAll(frontdesk)
    await createSignIn(frontdesk, bob)
    expect(frontdesk.state.session.status).toBe('signed-in')
    expect(world.fapi.clients.map(({ id }) => id)).not.toContain(world.seeded?.clientId)
    await createClient(frontdesk)
    expect(world.fapi.clients).toHaveLength(1)
  })
})

describe('rule 3 · sign-out is final · while it is under way', () => {
  test('behavior: signing-out withholds tokens, and nothing is gone yet', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    expect(await getToken(page.frontdesk)).toEqual(expect.any(String))
    world.fault('DELETE /client', { delay: 1000 })
    const done = signOutAll(page.frontdesk)
    await time.advance(400)
    expect(status(page)).toBe('signing-out')
    expect(page.frontdesk.state.session.sessionId).toBe(world.seeded?.sessionIds[0])
    expect(await getToken(page.frontdesk)).toBeNull()
    const asked = getToken(page.frontdesk, { sessionId: world.seeded!.sessionIds[0], skipCache: true })
    await time.advance(100)
    expect(await asked).toBeNull()
    expect(world.requests().filter((request) => request.endsWith('/tokens'))).toEqual([])
    expect(data(page)).toMatchObject({ sessions: [{ id: world.seeded?.sessionIds[0] }] })
    await time.advance(1000)
    await done
    expect(status(page)).toBe('signed-out')
    expect(await getToken(page.frontdesk)).toBeNull()
  })

  test.each(['all', 'one'])(
    'behavior: signing out (%s) shows at once, whatever load is under way',
    async (what) => {
      const time = fakeTime()
      const world = await createWorld({ signedIn: [alice] })
      const page = world.open()
      await time.settle()
      world.fault('GET /client', { delay: 60_000 })
      void getClient(page.frontdesk).catch(() => {})
      await time.advance(100)
      void (what === 'all' ? signOutAll(page.frontdesk) : signOut(page.frontdesk)).catch(() => {})
      await time.advance(100)
      expect(['signing-out', 'signed-out']).toContain(page.frontdesk.state.session.status)
      expect(await getToken(page.frontdesk)).toBeNull()
      await time.advance(2000)
      expect(page.frontdesk.state.session.status).toBe('signed-out')
    },
  )

  test('behavior: two at once are one', async () => {
    const { world, frontdesk } = await open()
    const both = await Promise.all([signOutAll(frontdesk), signOutAll(frontdesk)])
    expect(both).toEqual([{ serverConfirmed: true }, { serverConfirmed: true }])
    expect(world.requests('DELETE /client')).toHaveLength(1)
  })
})

const gone = (code: string) => ({ errors: [{ code, message: code }] })

describe.each<[string, object]>([
  ['404', { status: 404, body: gone('resource_not_found') }],
  ['401 signed_out', { status: 401, body: gone('signed_out') }],
])('%s', (_, fault) => {
  test.each<[string, string, (frontdesk: Frontdesk) => Promise<unknown>]>([
    ['DELETE /client', 'signOutAll', (frontdesk) => signOutAll(frontdesk)],
    ['DELETE /client/sessions', 'keeping', (frontdesk) => signOutAll(frontdesk, { keepClient: true })],
  ])('behavior: %s counts as done (%s)', async (endpoint, _name, act) => {
    const { world, page, frontdesk } = await open()
    world.fault(endpoint, fault)
    await expect(act(frontdesk)).resolves.toEqual({ serverConfirmed: true })
    expect(status(page)).toBe('signed-out')
  })
})

describe.each([400, 403, 422, 429, 500, 503])('rule 3 · sign-out is final · refused with %i', (refusing) => {
  test.each<[string, string, (frontdesk: Frontdesk) => Promise<unknown>]>([
    ['signOutAll', 'DELETE /client', (frontdesk) => signOutAll(frontdesk)],
    ['keepClient', 'DELETE /client/sessions', (frontdesk) => signOutAll(frontdesk, { keepClient: true })],
    ['signOut', 'POST /client/sessions/<id>/remove', (frontdesk) => signOut(frontdesk)],
  ])('behavior: %s rejects, and nothing has changed', async (_, endpoint, act) => {
    const { world, page, frontdesk } = await open()
    const token = await getToken(frontdesk)
    const end = world.fault(endpoint.replace('<id>', world.seeded!.sessionIds[0]!), { status: refusing })
    expect(await refusal(act(frontdesk))).toMatchObject({ name: 'FrontdeskError', status: refusing })
    expect(status(page)).toBe('signed-in')
    expect(data(page)).toMatchObject({ sessions: [{ id: world.seeded?.sessionIds[0] }] })
    expect(await getToken(frontdesk)).toEqual(expect.any(String))
    expect(token).toEqual(expect.any(String))
    end()
    await act(frontdesk)
    expect(status(page)).toBe('signed-out')
  })
})

describe('rule 3 · sign-out is final · not delivered', () => {
  const marks = ({ tab, frontdesk }: Page) =>
    tab.ambient.originStorage?.getItem(`frontdesk:${String(clientQueryKey(frontdesk)[1])}:sign-outs`) ?? null

  test('behavior: cleared here and in the other tabs, unconfirmed, with a mark that holds no secret', async () => {
    const { world, page, frontdesk } = await open()
    const other = world.open()
    await booted(other.frontdesk)
    world.fault('DELETE /client', { cut: true })
    await expect(signOutAll(frontdesk)).resolves.toEqual({ serverConfirmed: false })
    expect(status(page)).toBe('signed-out')
    expect(await getToken(frontdesk)).toBeNull()
    await until(other.frontdesk, ({ session }) => session.status === 'signed-out')
    expect(JSON.parse(marks(page) ?? '')).toEqual(['/client'])
  })

  test.each<[string, (frontdesk: Frontdesk) => Promise<unknown>, string]>([
    ['signOutAll', (frontdesk) => signOutAll(frontdesk), 'DELETE /client'],
    ['keepClient', (frontdesk) => signOutAll(frontdesk, { keepClient: true }), 'DELETE /client/sessions'],
    ['signOut', (frontdesk) => signOut(frontdesk), 'POST /client/sessions/<id>/remove'],
  ])('behavior: %s is delivered at the next boot before any GET, once', async (_, act, endpoint) => {
    const { world, page, frontdesk } = await open()
    page.tab.goOffline()
    await expect(act(frontdesk)).resolves.toEqual({ serverConfirmed: false })
    world.fapi.log.clear()
    const again = page.reload()
    await booted(again.frontdesk)
    const sent = world.requests()
    expect(sent.slice(0, 2)).toEqual([endpoint.replace('<id>', world.seeded!.sessionIds[0]!), 'GET /client'])
    expect(status(again)).toBe('signed-out')
    expect(marks(again)).toBeNull()
    world.fapi.log.clear()
    const third = again.reload()
    await booted(third.frontdesk)
    expect(world.requests()).toEqual(['GET /client'])
    expect(status(third)).toBe('signed-out')
  })

  test('behavior: while the mark stands and cannot be delivered, nobody is signed in again', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    const end = world.fault('DELETE /client', { cut: true })
    const result = signOutAll(page.frontdesk)
    await time.advance(1000)
    expect(await result).toEqual({ serverConfirmed: false })
    const again = page.reload()
    await time.advance(30_000)
    expect(status(again)).not.toBe('signed-in')
    expect(again.frontdesk.state.connection.status).toBe('error')
    end()
    again.tab.focus()
    await time.advance(1000)
    expect(status(again)).toBe('signed-out')
    expect(world.fapi.clients).toEqual([])
  })

  test('behavior: an unanswered one is delivered again later, and harms no one who signed in since', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    world.fault('DELETE /client', { delay: 3_600_000, times: 1 })
    const result = signOutAll(page.frontdesk)
    await time.advance(35_000)
    expect(await result).toEqual({ serverConfirmed: false })
    const signIn = createSignIn(page.frontdesk, bob)
    await time.advance(60_000)
    await signIn
    expect(page.frontdesk.state.session.session?.user.firstName).toBe('Bob')
    await time.advance(60_000)
    await getClient(page.frontdesk)
    expect(page.frontdesk.state.session.session?.user.firstName).toBe('Bob')
  })

  test('behavior: a sign-in while it hangs again waits for it and times out; once it is delivered, one works', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    const end = world.fault('DELETE /client', { delay: 3_600_000 })
    void signOutAll(page.frontdesk)
    await time.advance(35_000)
    expect(status(page)).toBe('signed-out')
    end()
    const refused = refusal(createSignIn(page.frontdesk, bob))
    await time.advance(90_000)
    expect(await refused).toMatchObject({ code: 'timeout' })
    expect(world.requests('DELETE /client')).toHaveLength(1)
    expect(world.fapi.clients).toEqual([])
    const signIn = createSignIn(page.frontdesk, bob)
    await time.advance(1000)
    await signIn
    expect(page.frontdesk.state.session.session?.user.firstName).toBe('Bob')
  })

  test('behavior: a forged mark sends nothing it should not', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open({ mount: false })
    const key = `frontdesk:${String(clientQueryKey(page.frontdesk)[1])}:sign-outs`
    for (const forged of [
      'not json',
      '{}',
      '["/client/sessions/../../me/remove"]',
      '["/client/sessions/sess_1%2F..%2F../remove"]',
      '["/client/sessions//remove", "/client/sessions/", "/me", "//example.com"]',
      '[1,null,{}]',
      '"/client"x',
    ]) {
      page.tab.ambient.originStorage?.setItem(key, forged)
      const loaded = world.open({ tab: page.tab })
      await booted(loaded.frontdesk)
      expect(status(loaded)).toBe('signed-in')
      loaded.unmount()
    }
    expect(new Set(world.requests())).toEqual(new Set(['GET /client']))
  })
})

describe('rule 3 · sign-out is final · late answers', () => {
  const targets = ['client', 'sessions', 'session'] as const

  async function openHeld() {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    const answers = holdAnswers(tab)
    const page = world.open({ tab, ambient: { fetch: answers.fetch } })
    const other = world.open()
    await time.settle()
    return { time, world, page, other, answers }
  }

  const act = (target: (typeof targets)[number], frontdesk: Frontdesk) =>
    target === 'session' ? signOut(frontdesk) : signOutAll(frontdesk, { keepClient: target === 'sessions' })

  test.each(targets)(
    'behavior: a GET sent before another tab signed out (%s) does not bring the session back',
    async (target) => {
      const { time, world, page, other, answers } = await openHeld()
      const release = answers.hold('GET', '/client')
      const loading = getClient(page.frontdesk)
      await time.settle()
      await act(target, other.frontdesk)
      await time.settle()
      expect(status(page)).toBe('signed-out')
      const seen: string[] = []
      page.frontdesk.subscribe(() => seen.push(status(page)))
      release()
      await time.advance(1000)
      await loading
      expect(seen).not.toContain('signed-in')
      expect(status(page)).toBe('signed-out')
      expect(await getToken(page.frontdesk)).toBeNull()
      if (target === 'client') expect(data(page)).toBeNull()
      expect(world.requests('POST /client')).toEqual([])
    },
  )

  test.each(targets)('behavior: a token from before signing out (%s) is handed to nobody', async (target) => {
    const { time, page, answers } = await openHeld()
    const release = answers.hold('POST', '/client/sessions')
    const token = getToken(page.frontdesk, { skipCache: true })
    await time.advance(100)
    await act(target, page.frontdesk)
    release()
    await time.advance(100)
    expect(await token).toBeNull()
  })

  test('behavior: a touch from before signing out does not bring the session back', async () => {
    const { time, page, answers } = await openHeld()
    const release = answers.hold('POST', '/client/sessions')
    const touch = setActive(page.frontdesk).catch((error: unknown) => error)
    await time.advance(100)
    await signOutAll(page.frontdesk)
    release()
    await time.advance(1000)
    await touch
    expect(status(page)).toBe('signed-out')
  })
})

describe('rule 3 · sign-out is final · in all tabs', () => {
  test('behavior: after destroying, no tab creates a client until one signs in', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice], missingClient: 401 })
    const pages = Array.from({ length: 4 }, () => world.open({ bootstrap: 'ensure' }))
    await time.settle()
    pages[3]?.tab.hide()
    world.fapi.log.clear()
    await signOutAll(pages[0]!.frontdesk)
    await time.advance(60_000)
    for (const { tab } of pages) tab.focus()
    await time.advance(60_000)
    expect(world.requests('DELETE /client')).toHaveLength(1)
    expect(world.requests('POST /client')).toEqual([])
    expect(pages.map(status)).toEqual(Array(4).fill('signed-out'))
    expect(pages.map(data)).toEqual(Array(4).fill(null))
    await createSignIn(pages[1]!.frontdesk, bob)
    await time.advance(1000)
    expect(pages.map(status)).toEqual(Array(4).fill('signed-in'))
    expect(world.fapi.clients).toHaveLength(1)
  })
})

test('behavior: a second sign-out of all, after somebody signed in, does not pass for the first', async () => {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  const tab = world.browser.openTab()
  const answers = holdAnswers(tab)
  const { frontdesk } = world.open({ tab, ambient: { fetch: answers.fetch } })
  await time.settle()
  const release = answers.hold('POST', '/client')
  const first = signOutAll(frontdesk)
  await time.settle()
  const signedIn = createSignIn(frontdesk, bob)
  await time.settle()
  await signedIn
  const second = signOutAll(frontdesk)
  await expect(getToken(frontdesk)).resolves.toBeNull()
  release()
  await time.advance(1000)
  await Promise.all([first, second])
  expect(world.requests('DELETE /client')).toHaveLength(2)
  expect(world.fapi.sessions).toEqual([])
})
