import { describe, expect, test } from 'vitest'
import { clientJson, openStore, sessionJson } from '../../../test/support/store'
import { FrontdeskError } from '../wire/errors'
import { nextOrder } from '../wire/request'
import { initiallyShown, isSignedIn, isWithheld, showSession } from './shown'
import { accept, show, withhold } from './store'

function openWith(...sessions: object[]) {
  const { store } = openStore()
  const take = (...next: object[]) => accept(store, nextOrder(store), { ...clientJson(), sessions: next })
  take(...sessions)
  return { store, take, session: () => showSession(store, store.shown.connection) }
}

const keys = Object.keys(initiallyShown.session).sort()

test('default: loading before the first answer, and nothing is known', () => {
  const { store } = openStore()
  expect(showSession(store, store.shown.connection)).toBe(initiallyShown.session)
  expect(initiallyShown.session).toEqual({
    status: 'loading',
    sessionId: undefined,
    userId: undefined,
    organizationId: undefined,
    session: undefined,
    error: undefined,
  })
})

describe('a client that cannot be had', () => {
  const failure = { status: 'error', error: new FrontdeskError('timeout') } as const

  test('behavior: is error, with the reason and the same keys as ever, and the same object until that changes', () => {
    const { store } = openStore()
    show(store, failure)
    const { session } = store.shown
    expect(session).toEqual({ ...initiallyShown.session, status: 'error', error: failure.error })
    expect(Object.keys(session).sort()).toEqual(keys)
    withhold(store, ['sess_a'], true)
    expect(store.shown.session).toBe(session)
    show(store, { ...failure, error: new FrontdeskError('network_error') })
    expect(store.shown.session.error?.code).toBe('network_error')
  })

  test('behavior: is loading again once it is asked for anew, and whom it has once it is there', () => {
    const { store } = openStore()
    show(store, failure)
    show(store, initiallyShown.connection)
    expect(store.shown.session).toEqual(initiallyShown.session)
    show(store, failure)
    accept(store, nextOrder(store), clientJson('a'))
    expect(store.shown.session).toMatchObject({ status: 'signed-in', error: undefined })
  })

  test('behavior: where a client is known, it is shown, and the error is the connection’s alone', () => {
    const { store } = openWith(sessionJson('a'))
    const before = store.shown.session
    show(store, { ...failure, status: 'degraded' })
    expect(store.shown.session).toBe(before)
  })
})

test('behavior: signed-out has null for all that there is not', () => {
  expect(openWith().session()).toEqual({
    status: 'signed-out',
    sessionId: null,
    userId: null,
    organizationId: null,
    actor: null,
    session: null,
    error: undefined,
  })
})

test.each([
  ['active', 'signed-in'],
  ['pending', 'pending'],
])('behavior: a session that is %s is %s, with the same keys as ever', (status, shown) => {
  const { session } = openWith(sessionJson('a', { status, last_active_organization_id: 'org_1' }))
  expect(session()).toMatchObject({
    status: shown,
    sessionId: 'sess_a',
    userId: 'user_a',
    organizationId: 'org_1',
    session: { id: 'sess_a', status },
  })
  expect(Object.keys(session()).sort()).toEqual(keys)
})

test.each(['active', 'pending'])('behavior: one that is %s is signing-out while it is withheld', (status) => {
  const { store, session } = openWith(sessionJson('a', { status }))
  withhold(store, ['sess_a'], true)
  expect(session()).toMatchObject({ status: 'signing-out', sessionId: 'sess_a' })
  expect([isWithheld(store, 'sess_a'), isSignedIn(store, 'sess_a')]).toEqual([true, false])
})

test('behavior: signed in is who is on the client, usable, and not withheld', () => {
  const { store } = openWith(
    sessionJson('a'),
    sessionJson('b', { status: 'pending' }),
    sessionJson('c', { status: 'expired' }),
  )
  const signedIn = (name: string) => isSignedIn(store, `sess_${name}`)
  expect(['a', 'b', 'c', 'd'].map(signedIn)).toEqual([true, true, false, false])
  withhold(store, ['sess_a'], true)
  expect(['a', 'b'].map(signedIn)).toEqual([false, true])
})

test.each(['last_active_at', 'updated_at', 'factor_verification_age'])(
  'behavior: that %s moved on gives the very object of before',
  (field) => {
    const { store, take, session } = openWith(sessionJson('a', { [field]: 1 }))
    const before = store.shown.session
    take(sessionJson('a', { [field]: 2 }))
    expect(session()).toBe(before)
  },
)

test.each<[string, object]>([
  ['its status', { status: 'pending' }],
  ['its organization', { last_active_organization_id: 'org_1' }],
  ['its actor', { actor: { sub: 'admin' } }],
  ['its user', { user: { id: 'user_a', first_name: 'Anna' } }],
  ['a field that is not known here', { new_field: 1 }],
])('behavior: that %s changed gives another', (_, change) => {
  const { store, take, session } = openWith(sessionJson('a'))
  const before = store.shown.session
  take(sessionJson('a', change))
  expect(session()).not.toBe(before)
  expect(session()).not.toEqual(before)
})
