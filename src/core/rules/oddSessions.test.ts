import { describe, expect, test, vi } from 'vitest'
import {
  type ClientJson,
  editClients,
  editSession,
  type SessionJson,
} from '../../../test/support/editedClients'
import { hear } from '../../../test/support/heard'
import { thrownLater } from '../../../test/support/thrownLater'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type Page, refusal, scopeOf } from '../../../test/support/world'
import {
  createClient,
  createSignIn,
  type FrontdeskError,
  getClient,
  setActive,
  signOut,
  signOutAll,
} from '../../core'
import type { Tab } from '../../fapi'

type Edit = (client: ClientJson, url: string) => unknown
const asItIs: Edit = (client) => client

/** A tab whose answers can be changed, with Alice and Bob signed in; it shows Alice. */
async function open(
  { edit = asItIs, mine = alice, signedIn = [bob, alice], ...options } = {} as {
    edit?: Edit
    mine?: typeof alice
    signedIn?: (typeof alice)[]
    mount?: boolean
    tabSession?: 'follow'
  },
) {
  const time = fakeTime()
  const world = await createWorld({ scheme: 'browser', signedIn })
  const tab = world.browser.openTab()
  const warnings: FrontdeskError[] = []
  const now = { edit: asItIs }
  const visit = (tab: Tab) =>
    world.open({
      tab,
      ambient: { fetch: editClients(tab, (client, url) => now.edit(client, url)) },
      onWarning: (warning) => warnings.push(warning),
      ...options,
    })
  const [bobs, alices] = world.seeded!.sessionIds as [string, string]
  const page = visit(tab)
  const { frontdesk } = page
  await time.settle()
  if (mine === bob) await setActive(frontdesk, { sessionId: bobs })
  now.edit = edit
  /** Loads the page anew. */
  const comeBack = async () => {
    const reloaded = visit(tab.reload())
    await time.advance(2000)
    return reloaded
  }
  const refetch = async () => {
    await getClient(frontdesk).catch(() => {})
    await time.settle()
  }
  return { ...page, comeBack, time, world, now, warnings, refetch, bobs, alices }
}

const shown = ({ frontdesk: { state } }: Pick<Page, 'frontdesk'>) => [
  state.connection.status,
  state.session.status,
  state.session.session?.user.firstName,
]
const names = ({ frontdesk }: Pick<Page, 'frontdesk'>) =>
  frontdesk._internal.client?.sessions.map(({ user }) => user.firstName)

const unreadable: [string, string, (session: SessionJson) => SessionJson][] = [
  ['without a user', 'user', ({ user: _, ...session }) => session],
  ['whose user is null', 'user', (session) => ({ ...session, user: null })],
  [
    'whose user has a numeric id',
    'user.id',
    (session) => ({ ...session, user: { ...Object(session.user), id: 7 } }),
  ],
  ['whose actor is a text', 'actor', (session) => ({ ...session, actor: 'somebody' })],
  [
    'whose organization is a number',
    'lastActiveOrganizationId',
    (session) => ({ ...session, last_active_organization_id: 7 }),
  ],
  ['without a status', 'status', ({ status: _, ...session }) => session],
]
const withoutUser = unreadable[0]![2]

describe('rule 10 · errors speak · optional fields', () => {
  const odd = {
    first_name: 7,
    last_name: {},
    image_url: [],
    created_at: 'now',
    email_addresses: null,
    public_metadata: 7,
  }
  test.each<[string, (session: SessionJson) => SessionJson]>([
    [
      'names, times, lists and metadata',
      (session) => ({ ...session, user: { ...Object(session.user), ...odd } }),
    ],
    [
      'tasks, times and tokens',
      (session) => ({ ...session, tasks: null, expire_at: 'x', last_active_token: 7 }),
    ],
    [
      'an e-mail address',
      (session) => ({ ...session, user: { ...Object(session.user), email_addresses: [7] } }),
    ],
  ])('behavior: odd ones read as absent: %s', async (_, edit) => {
    const opened = await open()
    opened.now.edit = editSession(opened.alices, edit)
    await opened.refetch()
    expect(shown(opened).slice(0, 2)).toEqual(['ready', 'signed-in'])
    expect(names(opened)).toHaveLength(2)
    expect(opened.warnings).toEqual([])
  })
})

describe.each(unreadable)('rule 10 · errors speak · a session %s', (_, path, edit) => {
  test('behavior: of another tab keeps its last good copy, and all else is news', async () => {
    const opened = await open()
    const { now, warnings, refetch, bobs } = opened
    now.edit = editSession(bobs, edit)
    await refetch()
    await refetch()
    expect(shown(opened)).toEqual(['ready', 'signed-in', 'Alice'])
    expect(names(opened)).toEqual(['Bob', 'Alice'])
    expect(warnings).toEqual([
      expect.objectContaining({ code: 'malformed_response', path: `sessions.0.${path}` }),
    ])
  })

  test('behavior: of this tab keeps its last good copy, too, and ends once it is gone', async () => {
    const opened = await open()
    const { world, now, warnings, refetch, alices } = opened
    now.edit = editSession(alices, edit)
    await refetch()
    expect(shown(opened)).toEqual(['ready', 'signed-in', 'Alice'])
    expect(warnings).toHaveLength(1)
    world.fapi.revokeSession(alices)
    now.edit = (client) => ({
      ...client,
      sessions: (client.sessions as SessionJson[]).filter(({ id }) => id !== alices),
    })
    await refetch()
    expect(shown(opened)).toEqual(['ready', 'signed-in', 'Bob'])
  })

  test('behavior: of this tab is an error at boot, never another account, and recovers', async () => {
    const opened = await open()
    const { time, now, alices } = opened
    now.edit = editSession(alices, edit)
    const reloaded = await opened.comeBack()
    expect(shown(reloaded)).toEqual(['error', 'error', undefined])
    expect(reloaded.frontdesk.state.connection.error).toMatchObject({
      code: 'malformed_response',
      path: `sessions.1.${path}`,
    })
    now.edit = asItIs
    reloaded.tab.focus()
    await time.settle()
    expect(shown(reloaded)).toEqual(['ready', 'signed-in', 'Alice'])
  })

  test('behavior: of another tab is left out at boot', async () => {
    const opened = await open()
    opened.now.edit = editSession(opened.bobs, edit)
    const reloaded = await opened.comeBack()
    expect(shown(reloaded)).toEqual(['ready', 'signed-in', 'Alice'])
    expect(names(reloaded)).toEqual(['Alice'])
  })
})

describe('rule 10 · errors speak · sessions that cannot be read', () => {
  test('behavior: what says that it is over is over, whatever its rest', async () => {
    const opened = await open()
    const { now, refetch, alices, warnings } = opened
    now.edit = editSession(alices, (session) => ({ ...session, status: 'ended', user: null }))
    await refetch()
    expect(shown(opened)).toEqual(['ready', 'signed-in', 'Bob'])
    expect(warnings).toEqual([])
  })

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'sess_1'],
    ['one without an id', {}],
    ['one with a numeric id', { id: 7, status: 'active' }],
  ])('behavior: %s among others is left out', async (_, odd) => {
    const opened = await open()
    opened.now.edit = (client) => ({ ...client, sessions: [odd, ...(client.sessions as object[])] })
    await opened.refetch()
    expect(shown(opened)).toEqual(['ready', 'signed-in', 'Alice'])
    const reloaded = await opened.comeBack()
    expect(shown(reloaded)).toEqual(['ready', 'signed-in', 'Alice'])
    expect(opened.warnings).toHaveLength(2)
  })

  test('behavior: where this tab has none any more, one without an id may be it', async () => {
    const opened = await open()
    const { now, refetch, alices } = opened
    now.edit = editSession(alices, ({ id: _, ...session }) => session)
    await refetch()
    expect(shown(opened)).toEqual(['degraded', 'signed-in', 'Alice'])
    const reloaded = await opened.comeBack()
    expect(shown(reloaded)).toEqual(['error', 'error', undefined])
  })

  const gone = 'sess_gone'
  test.each<
    [string, (ids: { bobs: string; alices: string }) => [pin: string, odd: string, ended?: string], boolean]
  >([
    ['the first is gone, and the next cannot be read', ({ bobs }) => [`${gone} ${bobs}`, bobs], false],
    [
      'the first is over, and the next cannot be read',
      ({ alices, bobs }) => [`${alices} ${bobs}`, bobs, alices],
      false,
    ],
    ['the first cannot be read', ({ alices, bobs }) => [`${bobs} ${alices}`, bobs], false],
    [
      'the first is gone, and neither is what cannot be read',
      ({ alices, bobs }) => [`${gone} ${alices}`, bobs],
      true,
    ],
    ['the next alone cannot be read', ({ alices, bobs }) => [`${alices} ${bobs}`, bobs], true],
  ])('behavior: of a tab that remembers two, where %s', async (_, remembered, isFine) => {
    const opened = await open()
    const { now, frontdesk, tab } = opened
    const [pin, odd, ended] = remembered(opened)
    tab.ambient.tabStorage.setItem(`frontdesk.${scopeOf(frontdesk)}.session`, pin)
    const end = editSession(ended, (session) => ({ ...session, status: 'ended' }))
    const spoil = editSession(odd, withoutUser)
    now.edit = (client) => spoil(end(client))
    const reloaded = await opened.comeBack()
    expect(shown(reloaded)).toEqual(isFine ? ['ready', 'signed-in', 'Alice'] : ['error', 'error', undefined])
    now.edit = (client) => end(client)
    reloaded.tab.focus()
    await opened.time.advance(2000)
    expect(shown(reloaded)).toEqual([
      'ready',
      'signed-in',
      pin.includes(opened.bobs) && !isFine ? 'Bob' : 'Alice',
    ])
  })

  test.each([
    ['the last active one', (client: ClientJson) => client],
    [
      'where none was last active, the first',
      (client: ClientJson) => ({ ...client, last_active_session_id: null }),
    ],
  ])('behavior: at the first visit this tab would show %s', async (_, also) => {
    const world = await createWorld({ scheme: 'browser', signedIn: [alice] })
    const tab = world.browser.openTab()
    const edit = editSession(world.seeded!.sessionIds[0], withoutUser)
    const fetch = editClients(tab, (client) => also(edit(client)))
    const page = world.open({ tab, ambient: { fetch }, onWarning: () => {} })
    await vi.waitFor(() => expect(shown(page)).toEqual(['error', 'error', undefined]))
  })

  test('behavior: of a tab that follows, the last good account stays, and it is degraded', async () => {
    const opened = await open({ tabSession: 'follow' })
    const { now, refetch, bobs } = opened
    expect(shown(opened)).toEqual(['ready', 'signed-in', 'Alice'])
    now.edit = (client) => ({
      ...editSession(bobs, (session) => ({ ...withoutUser(session), id: 'sess_new' }))(client),
      last_active_session_id: 'sess_new',
    })
    await refetch()
    expect(shown(opened)).toEqual(['degraded', 'signed-in', 'Alice'])
  })
})

describe('rule 10 · errors speak · a client that rides along', () => {
  const noClients: [string, unknown][] = [
    ['a text', 'client'],
    ['a list', []],
    ['one without an id', { sessions: [] }],
    ['one whose sessions are none', { id: 'client_1', sessions: {} }],
    ['one whose sessions are null', { id: 'client_1', sessions: null }],
  ]
  const riding =
    (odd: unknown): Edit =>
    (client, url) =>
      /\/v1\/client\?/.test(url) ? client : odd

  test.each(noClients)('behavior: %s masks no refusal', async (_, odd) => {
    const opened = await open({ edit: riding(odd), signedIn: [bob, alice] })
    opened.world.fault('POST /client/sign_ins', {
      status: 422,
      body: { errors: [{ code: 'form_password_incorrect' }], meta: { client: odd } },
    })
    expect(await refusal(createSignIn(opened.frontdesk, alice))).toMatchObject({
      code: 'form_password_incorrect',
    })
    await opened.time.settle()
    expect(shown(opened)).toEqual(['ready', 'signed-in', 'Alice'])
    expect(opened.warnings).toHaveLength(1)
  })

  test.each(noClients)(
    'behavior: %s masks no sign-in: tabs are told, and the client is asked for',
    async (_, odd) => {
      const opened = await open({ edit: riding(odd), signedIn: [] })
      const heard = hear(opened)
      const other = opened.world.open()
      await opened.time.settle()
      expect(await createSignIn(opened.frontdesk, alice)).toMatchObject({ status: 'complete' })
      await opened.time.advance(200)
      expect(heard).toContainEqual({ type: 'changed' })
      expect(shown(opened)).toEqual(['ready', 'signed-in', 'Alice'])
      expect(shown(other)).toEqual(['ready', 'signed-in', 'Alice'])
      expect(opened.warnings).toHaveLength(1)
    },
  )

  test.each(noClients)(
    'behavior: %s masks no sign-out: it is done here and in the other tabs',
    async (_, odd) => {
      const opened = await open({ edit: riding(odd) })
      const other = opened.world.open()
      await opened.time.settle()
      expect(shown(other)).toEqual(['ready', 'signed-in', 'Alice'])
      expect(await signOut(opened.frontdesk)).toEqual({ serverConfirmed: true })
      await opened.time.settle()
      expect([shown(opened)[2], shown(other)[2]]).toEqual(['Bob', 'Bob'])
      expect(await signOutAll(opened.frontdesk, { keepClient: true })).toEqual({ serverConfirmed: true })
      await opened.time.settle()
      expect([shown(opened)[1], shown(other)[1]]).toEqual(['signed-out', 'signed-out'])
    },
  )

  test('behavior: masks no switch', async () => {
    const opened = await open({ edit: riding('odd') })
    const { frontdesk, bobs, time } = opened
    expect(await setActive(frontdesk, { sessionId: bobs })).toMatchObject({ id: bobs })
    await time.settle()
    expect(shown(opened)).toEqual(['ready', 'signed-in', 'Bob'])
  })

  test('behavior: masks no Retry-After of a touch', async () => {
    const opened = await open()
    const { alices, tab, time, world } = opened
    const touch = `POST /client/sessions/${alices}/touch`
    const body = { errors: [{ code: 'too_many_requests' }], meta: { client: 'odd' } }
    world.fault(touch, { status: 429, retryAfter: 150, body, times: 1 })
    const back = async (ms: number) => {
      await time.advance(ms)
      tab.focus()
      await time.advance(1000)
      return world.requests().slice(1)
    }
    expect(await back(61_000)).toEqual([touch, 'GET /client'])
    expect(await back(140_000)).toEqual([touch, 'GET /client'])
    expect(await back(20_000)).toEqual([touch, 'GET /client', touch])
    expect(shown(opened)).toEqual(['ready', 'signed-in', 'Alice'])
  })

  test('behavior: where the new session cannot be read, the sign-in stands, and the tab is degraded', async () => {
    const opened = await open({ signedIn: [] })
    opened.now.edit = (client) => ({
      ...client,
      sessions: (client.sessions as SessionJson[]).map(withoutUser),
    })
    expect(await createSignIn(opened.frontdesk, alice)).toMatchObject({ status: 'complete' })
    await opened.time.settle()
    expect(shown(opened)).toEqual(['degraded', 'signed-out', undefined])
    expect(opened.warnings).toHaveLength(1)
    opened.now.edit = asItIs
    await opened.time.advance(2000)
    opened.tab.focus()
    await opened.time.settle()
    expect(shown(opened)).toEqual(['ready', 'signed-in', 'Alice'])
  })

  test('behavior: the client that createClient() asks for is its result', async () => {
    const opened = await open({ edit: () => ({ id: 7 }), signedIn: [] })
    expect(await refusal(createClient(opened.frontdesk))).toMatchObject({
      code: 'malformed_response',
      path: 'id',
    })
  })
})

describe('onWarning', () => {
  const twice = async (onWarning: ((warning: FrontdeskError) => void) | undefined) => {
    const world = await createWorld({ scheme: 'browser', signedIn: [bob, alice] })
    const tab = world.browser.openTab()
    const edit = editSession(world.seeded!.sessionIds[0], withoutUser)
    const { thrown, timeout } = thrownLater(tab.ambient)
    const page = world.open({ tab, onWarning, ambient: { timeout, fetch: editClients(tab, edit) } })
    await getClient(page.frontdesk)
    await getClient(page.frontdesk)
    await new Promise((resolve) => setTimeout(resolve, 5))
    return { page, thrown }
  }

  test.each([
    ['development', 1],
    ['production', 0],
  ])('default: in %s the console is told %i times', async (environment, times) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.stubEnv('NODE_ENV', environment)
    await twice(undefined).finally(() => vi.unstubAllEnvs())
    expect(warn.mock.calls).toEqual(
      Array.from({ length: times }, () => [expect.objectContaining({ code: 'malformed_response' })]),
    )
    warn.mockRestore()
  })

  test('behavior: what it throws harms nothing, and is thrown later', async () => {
    const { page, thrown } = await twice(() => {
      throw new Error('of the app')
    })
    expect(shown(page)).toEqual(['ready', 'signed-in', 'Alice'])
    expect(thrown).toEqual([new Error('of the app')])
  })
})
