import { describe, expect, test } from 'vitest'
import { clientJson, openStore, sessionJson } from '../../../test/support/store'
import { fakeTime } from '../../../test/support/time'
import { FrontdeskError } from '../wire/errors'
import { nextOrder } from '../wire/request'
import { isWithheld } from './shown'
import { accept, confirmEnds, end, reset, show, withhold } from './store'

/** A store, what it says to whom, and short ways to feed it. */
function open(options: Parameters<typeof openStore>[0] = {}) {
  const opened = openStore(options)
  const { store } = opened
  const said: string[] = []
  store.onShown.add((isIdentityChange) => said.push(isIdentityChange ? 'shown: identity' : 'shown'))
  store.onChange.add(() => said.push('change'))
  store.onSessions.add(() => said.push('sessions'))
  store.onStale.add(() => said.push('stale'))
  /** What was said since the last look. */
  const heard = () => said.splice(0)
  const take = (...names: string[]) => accept(store, nextOrder(store), clientJson(...names))
  const ids = () => store.client?.sessions.map(({ id }) => id)
  return { ...opened, heard, take, ids }
}

const confirmed = { isClientGone: false, isConfirmed: true }
const undelivered = { isClientGone: false, isConfirmed: false }

describe('accept', () => {
  test('default: takes the client over, shows its session, and says so: who renders hears first', () => {
    const { store, take, heard, ids } = open()
    take('a')
    expect(ids()).toEqual(['sess_a'])
    expect(store.shown).toMatchObject({
      connection: { status: 'ready' },
      session: { status: 'signed-in', userId: 'user_a' },
    })
    expect(heard()).toEqual(['shown', 'change', 'sessions'])
  })

  test('behavior: that there is no client is an answer, too', () => {
    const { store } = open()
    accept(store, nextOrder(store), null)
    expect(store.client).toBe(null)
    expect(store.shown).toMatchObject({ connection: { status: 'ready' }, session: { status: 'signed-out' } })
  })

  test('behavior: what answers an earlier request than the last one changes nothing', () => {
    const { store, take, heard, ids } = open()
    const early = nextOrder(store)
    take('b')
    heard()
    accept(store, early, clientJson('a'))
    expect(ids()).toEqual(['sess_b'])
    expect(heard()).toEqual([])
  })

  test('behavior: what has the wrong shape is malformed_response, and changes nothing', () => {
    const { store, take, heard, ids } = open()
    take('a')
    heard()
    const { shown, applied } = store
    expect(() => accept(store, nextOrder(store), { id: 'client_1' })).toThrow(
      expect.objectContaining({ code: 'malformed_response', path: 'sessions' }),
    )
    expect(ids()).toEqual(['sess_a'])
    expect([store.shown, store.applied]).toEqual([shown, applied])
    expect(heard()).toEqual([])
  })

  test('behavior: the same again shows nothing new, and keeps its identity', () => {
    const { store, take, heard } = open()
    take('a')
    const { client, shown } = store
    heard()
    take('a')
    expect(store.client).toBe(client)
    expect(store.shown).toBe(shown)
    expect(heard()).toEqual(['sessions'])
  })

  test('behavior: tokens are parted from the client, with the time at which new ones came', async () => {
    const time = fakeTime()
    const { store } = open()
    const withToken = (jwt: string) => ({
      ...clientJson(),
      sessions: [sessionJson('a', { last_active_token: { jwt } })],
    })
    const first = Date.now()
    accept(store, nextOrder(store), withToken('one'))
    expect(store.arrived).toEqual([{ sessionId: 'sess_a', organizationId: null, jwt: 'one' }])
    expect(JSON.stringify(store.client)).not.toContain('one')
    expect(store.arrivedAt).toBe(first)
    await time.advance(1000)
    accept(store, nextOrder(store), withToken('one'))
    expect(store.arrivedAt).toBe(first)
    accept(store, nextOrder(store), withToken('two'))
    expect(store.arrivedAt).toBe(first + 1000)
  })
})

describe('end', () => {
  test('behavior: takes sessions away, from answers to earlier requests too', () => {
    const { store, take, ids } = open()
    take('a', 'b')
    const early = nextOrder(store)
    end(store, ['sess_b'], confirmed)
    expect(ids()).toEqual(['sess_a'])
    expect(store.shown.session.userId).toBe('user_a')
    accept(store, early, clientJson('a', 'b'))
    expect(ids()).toEqual(['sess_a'])
  })

  test('behavior: once confirmed, an answer to a later request may bring one back', () => {
    const { store, take, ids } = open()
    take('a')
    end(store, ['sess_a'], confirmed)
    take('a')
    expect(ids()).toEqual(['sess_a'])
  })

  test('behavior: until it is confirmed, or marked no more, none does', () => {
    const { store, take, ids } = open()
    take('a')
    end(store, ['sess_a'], undelivered)
    take('a')
    expect(ids()).toEqual([])
    confirmEnds(store, ['sess_a'])
    take('a')
    expect(ids()).toEqual([])
    confirmEnds(store, ['sess_b'])
    take('a')
    expect(ids()).toEqual(['sess_a'])
  })

  test('behavior: confirmEnds() leaves what was confirmed before as it was', () => {
    const { store, take, ids } = open()
    take('a')
    end(store, ['sess_a'], confirmed)
    const later = nextOrder(store)
    confirmEnds(store, [])
    accept(store, later, clientJson('a'))
    expect(ids()).toEqual(['sess_a'])
  })

  test('behavior: with the client gone, what is asked for now is too old', () => {
    const { store, take, heard } = open()
    take('a')
    const early = nextOrder(store)
    heard()
    end(store, ['sess_a'], { isClientGone: true, isConfirmed: true })
    expect(store.client).toBe(null)
    expect(heard()[0]).toBe('stale')
    accept(store, early, clientJson('a'))
    expect(store.client).toBe(null)
  })

  test('behavior: before any client is known, it is remembered for the first', () => {
    const { store, ids, heard } = open()
    const early = nextOrder(store)
    end(store, ['sess_a'], confirmed)
    expect([store.client, heard()]).toEqual([undefined, []])
    accept(store, early, clientJson('a', 'b'))
    expect(ids()).toEqual(['sess_b'])
  })
})

describe('withhold', () => {
  test('behavior: shows signing-out until the last who withholds a session no longer does', () => {
    const { store, take } = open()
    take('a')
    const [one, two] = [['sess_a'], ['sess_a', 'sess_b']]
    withhold(store, one, true)
    withhold(store, two, true)
    expect(store.shown.session.status).toBe('signing-out')
    withhold(store, one, false)
    expect(isWithheld(store, 'sess_a')).toBe(true)
    withhold(store, two, false)
    expect(store.shown.session.status).toBe('signed-in')
  })
})

describe('show', () => {
  test('behavior: is silent where nothing changed, and keeps the rest where the connection did', () => {
    const { store, take, heard } = open()
    take('a')
    const { session } = store.shown
    heard()
    show(store)
    expect(heard()).toEqual([])
    const error = new FrontdeskError('timeout')
    show(store, { status: 'degraded', error })
    expect(store.shown).toEqual({ connection: { status: 'degraded', error }, session })
    expect(store.shown.session).toBe(session)
    expect(heard()).toEqual(['shown', 'change'])
  })

  test('behavior: that an identity gave way is said, and counted; that somebody came is not', () => {
    const { store, take, heard } = open({ follows: true })
    take('a')
    expect([store.identityChanges, heard()[0]]).toEqual([0, 'shown'])
    take('a', 'b')
    expect([store.identityChanges, heard()[0]]).toEqual([1, 'shown: identity'])
    take()
    expect([store.identityChanges, heard()[0]]).toEqual([2, 'shown: identity'])
  })
})

test('behavior: reset() forgets all of it, answers under way included', () => {
  const { store, take } = open()
  const sessions = [sessionJson('a', { last_active_token: { jwt: 'token' } })]
  accept(store, nextOrder(store), { ...clientJson(), sessions })
  expect(store.arrived).toHaveLength(1)
  const early = nextOrder(store)
  reset(store)
  expect(store.client).toBe(undefined)
  expect(store.arrived).toEqual([])
  expect(store.shown).toMatchObject({ connection: { status: 'loading' }, session: { status: 'loading' } })
  accept(store, early, clientJson('a'))
  expect(store.client).toBe(undefined)
  take('b')
  expect(store.shown.session.userId).toBe('user_b')
})
