import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, booted, createWorld, type Page, refusal, schemes } from '../../../test/support/world'
import {
  clientQueryKey,
  createClient,
  createSignIn,
  type Frontdesk,
  getClient,
  getToken,
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
