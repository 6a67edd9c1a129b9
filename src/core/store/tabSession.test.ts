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

const none = new Set<string>()
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
    expect(pickSession(pin, clientWith(three, lastActive), none)?.id).toBe(shown)
    expect(pin.read()).toBe(shown)
  })

  test.each([
    ['no client', null],
    ['a client without a session', clientWith({})],
    ['a client whose sessions are over', clientWith({ a: 'removed', b: 'expired' }, 'a')],
  ])('behavior: with %s shows none, and remembers what it did', (_, client) => {
    const pin = createPin('a')
    expect(pickSession(pin, client, none)).toBe(undefined)
    expect(pin.read()).toBe('a')
  })

  test('behavior: a session with open tasks is kept; one that is over gives way, though it is named', () => {
    expect(pickSession(createPin('b'), clientWith({ a: 'active', b: 'pending' }, 'a'), none)?.id).toBe('b')
    expect(pickSession(createPin('b'), clientWith({ a: 'active', b: 'ended' }, 'b'), none)?.id).toBe('a')
  })
})

describe('a pinned tab whose session may come back', () => {
  const ended = new Set(['a'])

  test('behavior: keeps it in mind beside the one that it shows, over reloads', () => {
    const pin = createPin('a')
    expect(pickSession(pin, clientWith({ b: 'active', c: 'active' }, 'c'), ended)?.id).toBe('c')
    expect(pickSession(pin, clientWith({ b: 'active', c: 'active' }, 'b'), ended)?.id).toBe('c')
    expect(pickSession(createPin(pin.read()), clientWith({ b: 'active', c: 'active' }, 'b'), none)?.id).toBe(
      'c',
    )
  })

  test('behavior: shows it again once it is back', () => {
    const pin = createPin('a')
    pickSession(pin, clientWith({ b: 'active', c: 'active' }), ended)
    pickSession(pin, clientWith({ c: 'active' }), new Set(['a', 'b']))
    expect(pickSession(pin, clientWith(three, 'c'), none)?.id).toBe('a')
    expect(pin.read()).toBe('a')
  })

  test('behavior: forgets it once an answer is without it', () => {
    const pin = createPin('a')
    pickSession(pin, clientWith({ b: 'active', c: 'active' }), ended)
    expect(pickSession(pin, clientWith({ b: 'active', c: 'active' }, 'c'), none)?.id).toBe('b')
    expect(pin.read()).toBe('b')
  })
})

test('behavior: a tab that follows shows the last active one, each time', () => {
  expect(pickSession(undefined, clientWith(three, 'b'), none)?.id).toBe('b')
  expect(pickSession(undefined, clientWith(three, 'c'), none)?.id).toBe('c')
  expect(pickSession(undefined, clientWith(three), none)?.id).toBe('a')
})
