import { describe, expect, test } from 'vitest'
import { createStoredValue } from '../host/storedValue'
import { readClient } from '../wire/resources/client'
import { pickSession } from './tabSession'

/** A client with these sessions, by their status. */
const clientWith = (statuses: Record<string, string>, lastActiveSessionId: string | null = null) =>
  readClient({
    id: 'client_1',
    last_active_session_id: lastActiveSessionId,
    sessions: Object.entries(statuses).map(([id, status]) => ({ id, status, user: { id: `user_${id}` } })),
  }).client

const three = { a: 'active', b: 'active', c: 'active' }

function createPin(id?: string) {
  const pin = createStoredValue(undefined, 'session')
  pin.write(id)
  return pin
}

describe('a pinned tab', () => {
  test.each([
    ['the one it remembers', 'c', 'b', 'c'],
    ['where it remembers none, the last active one', undefined, 'b', 'b'],
    ['where that one is over, the last active one', 'gone', 'b', 'b'],
    ['where none was last active, the first', undefined, null, 'a'],
    ['where that is not there either, the first', 'gone', 'gone', 'a'],
  ])('behavior: shows %s, and remembers it', (_, remembered, lastActive, shown) => {
    const pin = createPin(remembered)
    expect(pickSession(pin, clientWith(three, lastActive))?.id).toBe(shown)
    expect(pin.read()).toBe(shown)
  })

  test.each([
    ['no client', null],
    ['a client without a session', clientWith({})],
    ['a client whose sessions are over', clientWith({ a: 'removed', b: 'expired' }, 'a')],
  ])('behavior: with %s shows none, and remembers what it did', (_, client) => {
    const pin = createPin('a')
    expect(pickSession(pin, client)).toBe(undefined)
    expect(pin.read()).toBe('a')
  })

  test('behavior: a session with open tasks is kept; one that is over gives way, though it is named', () => {
    expect(pickSession(createPin('b'), clientWith({ a: 'active', b: 'pending' }, 'a'))?.id).toBe('b')
    expect(pickSession(createPin('b'), clientWith({ a: 'active', b: 'ended' }, 'b'))?.id).toBe('a')
  })
})

test('behavior: a tab that follows shows the last active one, each time', () => {
  expect(pickSession(undefined, clientWith(three, 'b'))?.id).toBe('b')
  expect(pickSession(undefined, clientWith(three, 'c'))?.id).toBe('c')
  expect(pickSession(undefined, clientWith(three))?.id).toBe('a')
})
