import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, carol, createWorld, refusal, type Scheme, scopeOf } from '../../../test/support/world'
import type { Ambient } from '../host/ambient'
import { FrontdeskError } from '../wire/errors'
import { everything, flushOutbox, forgetClient, refusalIn, removal, signOutRequest } from './outbox'

/** Tabs that know of marked sign-outs, and nothing else. */
async function open({
  scheme = 'browser',
  ambient = {},
}: {
  scheme?: Scheme
  ambient?: Partial<Ambient>
} = {}) {
  const time = fakeTime()
  const world = await createWorld({ scheme, signedIn: [alice, bob] })
  const pages = [world.open({ mount: false, ambient }), world.open({ mount: false, ambient })] as const
  const [{ frontdesk }, other] = pages
  const engine = frontdesk._internal
  const { clientId, sessionIds } = world.seeded!
  const ids = sessionIds as [string, string]
  const mark = (...marks: string[]) => engine.outbox.update((all) => [...all, ...marks])
  const marks = () => engine.outbox.read()
  const statuses = () => world.fapi.sessions.map(({ status }) => status)
  const { tab } = pages[0]
  return {
    time,
    world,
    engine,
    frontdesk,
    other: other.frontdesk._internal,
    clientId,
    ids,
    mark,
    marks,
    statuses,
    tab,
  }
}

test.each([
  ['/client', 'DELETE'],
  ['/client/sessions', 'DELETE'],
  ['/client/sessions/sess_1-a/remove', 'POST'],
])('behavior: the sign-out %s is a %s without a body that outlives its page', (path, method) => {
  expect(signOutRequest(path)).toEqual({ method, path, keepalive: true })
})

describe('refusalIn', () => {
  const gone = (code: string, status: number) => new FrontdeskError(code, { status })

  test.each<[string, FrontdeskError | undefined, boolean]>([
    ['an answer', undefined, false],
    ['404: gone already', gone('resource_not_found', 404), false],
    ['signed_out', gone('signed_out', 401), false],
    ['invalid_action_for_session', gone('invalid_action_for_session', 400), false],
    ['403', gone('forbidden', 403), true],
    ['a code that begins as one of ours', gone('request_failed_today', 403), true],
    ['503', gone('maintenance_mode', 503), true],
  ])('behavior: of the Frontend API %s is a refusal, or none', (_, error, expected) => {
    const json = error ? { errors: [] } : { response: null, client: null }
    expect(refusalIn({ json, error, order: 1 })).toBe(expected ? error : undefined)
  })

  test.each<[string, unknown, FrontdeskError | undefined]>([
    ['a 404 without an envelope', undefined, gone('fapi_not_found', 404)],
    ['a 403 without one', { message: 'Forbidden' }, gone('request_failed', 403)],
    ['a 200 without one', { login: 'https://portal.example' }, undefined],
    ['a 200 with a list', [], undefined],
    ['a 204, and a 200 with null', null, undefined],
    ['a 200 with false', false, undefined],
    ['a 200 with a number', 0, undefined],
  ])('behavior: %s is not of the Frontend API, and settles nothing', (_, json, error) => {
    expect(() => refusalIn({ json, error, order: 1 })).toThrow(FrontdeskError)
  })
})

describe('flushOutbox', () => {
  test('default: asks for nothing where nothing is marked', async () => {
    const { world, engine } = await open()
    await flushOutbox(engine)
    expect(world.requests()).toEqual([])
  })

  test.each([
    ['with locks', {}],
    ['without', { locks: undefined }],
  ])('behavior: asks first, then ends what is marked, once for all who wait, %s', async (_, ambient) => {
    const { world, engine, ids, mark, marks, statuses } = await open({ ambient })
    await mark(...ids)
    await Promise.all([flushOutbox(engine), flushOutbox(engine)])
    expect(world.requests()).toEqual(['GET /client', ...ids.map((id) => `POST ${removal(id)}`)])
    expect(await marks()).toEqual([])
    expect(statuses()).toEqual(['removed', 'removed'])
  })

  test('behavior: the client goes where it is marked with all its sessions', async () => {
    const { world, engine, clientId, ids, mark, marks } = await open()
    await mark(...ids, clientId)
    await flushOutbox(engine)
    expect(world.requests()).toEqual(['GET /client', 'DELETE /client'])
    expect(world.fapi.clients).toEqual([])
    expect(await marks()).toEqual([])
  })

  test('behavior: it stays where a session has no mark, and so does that session', async () => {
    const { world, engine, clientId, ids, mark, marks, statuses } = await open()
    await mark(ids[0], clientId)
    await flushOutbox(engine)
    expect(world.requests()).toEqual(['GET /client', `POST ${removal(ids[0])}`])
    expect(statuses()).toEqual(['removed', 'active'])
    expect(await marks()).toEqual([])
  })

  test('behavior: a time marks the sessions from before it', async () => {
    const { time, world, engine, clientId, mark, statuses } = await open()
    await time.advance(1000)
    await mark(`${Date.now() - 500}`)
    await world.fapi.signIn(clientId, carol.identifier)
    await flushOutbox(engine)
    expect(statuses()).toEqual(['removed', 'removed', 'pending'])
  })

  test('behavior: where nothing marked is there any more, the mark is dropped', async () => {
    const { world, engine, ids, mark, marks, statuses } = await open()
    world.fapi.revokeSession(ids[0])
    await mark('sess_gone', ids[0], 'client_gone')
    await flushOutbox(engine)
    expect(world.requests()).toEqual(['GET /client'])
    expect(statuses()).toEqual(['revoked', 'active'])
    expect(await marks()).toEqual([])
  })

  test('behavior: what others may have written there ends nothing', async () => {
    const { world, engine, mark, statuses } = await open()
    await mark('', ' ', '/client', '../../me/remove', '[object Object]', '__proto__', '-1', 'NaN')
    await flushOutbox(engine)
    expect(world.requests()).toEqual(['GET /client'])
    expect(statuses()).toEqual(['active', 'active'])
  })

  test('behavior: of two tabs one delivers', async () => {
    const { time, world, engine, other, ids, mark } = await open()
    world.fault(`POST ${removal(ids[0])}`, { delay: 500 })
    await mark(ids[0])
    const both = [flushOutbox(engine), flushOutbox(other)]
    await time.advance(2000)
    await Promise.all(both)
    expect(world.requests()).toEqual(['GET /client', `POST ${removal(ids[0])}`])
  })

  test.each([
    ['stays where it may pass later', { status: 503 }],
    ['stays where it does not arrive', { cut: true }],
    ['stays where something else answers', { status: 403, body: '<!doctype html>' }],
    ['stays where something else answers with 200', { body: '<!doctype html>' }],
    ['stays where something else answers with JSON', { body: { ok: true } }],
  ])('behavior: what fails is thrown, and %s', async (_, fault) => {
    const { world, engine, ids, mark, marks } = await open()
    await mark(...ids)
    world.fault(`POST ${removal(ids[0])}`, fault)
    expect(await refusal(flushOutbox(engine))).toMatchObject({ name: 'FrontdeskError' })
    expect(await marks()).toEqual(ids)
  })

  test('behavior: what is refused for good is thrown, and goes; the others are delivered', async () => {
    const { world, engine, ids, mark, marks, statuses } = await open()
    await mark(...ids)
    world.fault(`POST ${removal(ids[0])}`, { status: 403 })
    expect(await refusal(flushOutbox(engine))).toMatchObject({ status: 403 })
    expect(await marks()).toEqual([])
    expect(statuses()).toEqual(['active', 'removed'])
  })

  test('behavior: a native token that is refused says nothing of the sessions: the mark stays', async () => {
    const { world, engine, ids, mark, marks } = await open({ scheme: 'native' })
    await mark(...ids)
    world.fault('GET /client', { status: 401 })
    expect(await refusal(flushOutbox(engine))).toMatchObject({ code: 'client_token_rejected' })
    expect(await marks()).toEqual(ids)
  })
})

describe('where the marks are', () => {
  test('behavior: in a browser in what the tabs of the origin share, under the name of the handle', async () => {
    const { frontdesk, other, mark, tab } = await open()
    await mark('sess_1')
    expect(tab.ambient.originStorage.getItem(`frontdesk.${scopeOf(frontdesk)}.sign-outs`)).toBe('["sess_1"]')
    expect(await other.outbox.read()).toEqual(['sess_1'])
  })

  test('behavior: in a native app beside its client token', async () => {
    const { world, frontdesk, mark, tab } = await open({ scheme: 'native' })
    await mark('sess_1')
    const key = `frontdesk.${scopeOf(frontdesk)}.sign-outs`
    expect(world.storage.items.get(key)).toBe('["sess_1"]')
    expect(tab.ambient.originStorage.getItem(key)).toBe(null)
  })
})

describe('forgetClient', () => {
  test('behavior: with the client its token goes, and the count of its creations', async () => {
    const { world, engine } = await open({ scheme: 'native' })
    engine.created.write('1')
    await forgetClient(engine, everything)
    expect(world.storage.items.size).toBe(0)
    expect(engine.created.read()).toBe('')
  })

  test('behavior: where only sessions go, the token stays', async () => {
    const { world, engine, ids } = await open({ scheme: 'native' })
    engine.created.write('1')
    for (const path of ['/client/sessions', removal(ids[0])]) await forgetClient(engine, path)
    expect([...world.storage.items.values()]).toEqual([world.seeded!.clientToken])
    expect(engine.created.read()).toBe('1')
  })
})
