import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, refusal, type Scheme, scopeOf } from '../../../test/support/world'
import type { Ambient } from '../host/ambient'
import { FrontdeskError } from '../wire/errors'
import { everything, flushOutbox, forgetClient, isRefused, signOutRequest, waitingSignOut } from './outbox'

/** Tabs that know of sign-outs that wait, and nothing else. */
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
  const removals = world.seeded!.sessionIds.map((id) => `/client/sessions/${id}/remove`) as [string, string]
  return { time, world, frontdesk, engine, other: other.frontdesk._internal, removals, tab: pages[0].tab }
}

test.each([
  ['/client', 'DELETE'],
  ['/client/sessions', 'DELETE'],
  ['/client/sessions/sess_1-a/remove', 'POST'],
])('behavior: %s is a sign-out that may wait, and %s delivers it', (path, method) => {
  expect(path).toMatch(waitingSignOut)
  expect(signOutRequest(path)).toEqual({ method, path })
})

test.each([
  '',
  'client',
  '/client/',
  '/client/sessions/',
  '/client/sessions/sess_1',
  '/client/sessions//remove',
  '/client/sessions/../../me/remove',
  '/client/sessions/sess_1/remove?a=b',
  '/client\n',
  '/me',
])('behavior: %j, which others may have written, is none', (path) => {
  expect(path).not.toMatch(waitingSignOut)
})

test.each<[string, FrontdeskError | undefined, boolean]>([
  ['an answer', undefined, false],
  ['404: gone already', new FrontdeskError('resource_not_found', { status: 404 }), false],
  ['signed_out', new FrontdeskError('signed_out', { status: 401 }), false],
  ['invalid_action_for_session', new FrontdeskError('invalid_action_for_session', { status: 400 }), false],
  ['403', new FrontdeskError('forbidden', { status: 403 }), true],
  ['503', new FrontdeskError('maintenance_mode', { status: 503 }), true],
  ['a 404 of something else', new FrontdeskError('fapi_not_found', { status: 404 }), true],
])('behavior: %s is a refusal: %3$s', (_, error, expected) => {
  expect(Boolean(isRefused(error))).toBe(expected)
})

describe('flushOutbox', () => {
  test('default: asks for nothing where nothing waits', async () => {
    const { world, engine } = await open()
    await flushOutbox(engine)
    expect(world.requests()).toEqual([])
  })

  test.each([
    ['with locks', {}],
    ['without', { locks: undefined }],
  ])('behavior: delivers what waits, in order, and once for all who ask, %s', async (_, ambient) => {
    const { world, engine, removals } = await open({ ambient })
    await engine.outbox.update(() => removals)
    await Promise.all([flushOutbox(engine), flushOutbox(engine)])
    expect(world.requests()).toEqual(removals.map((path) => `POST ${path}`))
    expect(await engine.outbox.read()).toEqual([])
    expect(world.fapi.sessions.map(({ status }) => status)).toEqual(['removed', 'removed'])
  })

  test('behavior: of two tabs one delivers', async () => {
    const { time, world, engine, other, removals } = await open()
    world.fault(`POST ${removals[0]}`, { delay: 500 })
    await engine.outbox.update(() => [removals[0]])
    const both = [flushOutbox(engine), flushOutbox(other)]
    await time.advance(2000)
    await Promise.all(both)
    expect(world.requests()).toEqual([`POST ${removals[0]}`])
  })

  test.each([
    ['stays where it may pass later', { status: 503 }, true],
    ['stays where it does not arrive', { cut: true }, true],
    ['goes where it is refused for good', { status: 403 }, false],
  ])('behavior: what fails is thrown, and %s', async (_, fault, stays) => {
    const { world, engine, removals } = await open()
    await engine.outbox.update(() => removals)
    world.fault(`POST ${removals[0]}`, fault)
    expect(await refusal(flushOutbox(engine))).toMatchObject({ name: 'FrontdeskError' })
    expect(await engine.outbox.read()).toEqual(stays ? removals : [removals[1]])
  })

  test('behavior: what is gone already counts as delivered', async () => {
    const { world, engine, removals } = await open()
    world.fapi.revokeSession(world.seeded!.sessionIds[0]!)
    await engine.outbox.update(() => ['/client/sessions/sess_gone/remove', ...removals])
    await flushOutbox(engine)
    expect(await engine.outbox.read()).toEqual([])
  })
})

describe('where it waits', () => {
  test('behavior: in a browser in what the tabs of the origin share, under the name of the handle', async () => {
    const { frontdesk, engine, other, tab } = await open()
    await engine.outbox.update(() => [everything])
    expect(tab.ambient.originStorage.getItem(`frontdesk.${scopeOf(frontdesk)}.sign-outs`)).toBe('["/client"]')
    expect(await other.outbox.read()).toEqual([everything])
  })

  test('behavior: in a native app beside its client token', async () => {
    const { world, frontdesk, engine, tab } = await open({ scheme: 'native' })
    await engine.outbox.update(() => [everything])
    const key = `frontdesk.${scopeOf(frontdesk)}.sign-outs`
    expect(world.storage.items.get(key)).toBe('["/client"]')
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
    const { world, engine, removals } = await open({ scheme: 'native' })
    engine.created.write('1')
    for (const path of ['/client/sessions', removals[0]]) await forgetClient(engine, path)
    expect([...world.storage.items.values()]).toEqual([world.seeded!.clientToken])
    expect(engine.created.read()).toBe('1')
  })
})
