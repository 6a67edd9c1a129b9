import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { InitialState } from './initialState'
import { seedOf } from './seed'

const state = {
  v: 1,
  status: 'signed-in',
  sessionId: 'sess_1',
  userId: 'user_1',
  organizationId: null,
  actor: null,
  claims: {},
  iat: 1,
  exp: 61,
} as const satisfies InitialState

const read = (value: unknown) => seedOf(value as InitialState)

describe('a state', () => {
  test.each(['signed-in', 'pending'] as const)('behavior: that says %s shows that session', (status) => {
    const whole = {
      ...state,
      status,
      organizationId: 'org_1',
      actor: { sub: 'user_2' },
      claims: { role: 'x' },
    }
    expect(seedOf(whole)).toEqual({
      status,
      sessionId: 'sess_1',
      userId: 'user_1',
      organizationId: 'org_1',
      actor: { sub: 'user_2' },
      claims: { role: 'x' },
      session: undefined,
      error: undefined,
    })
  })

  test('behavior: that says signed-out shows nobody', () => {
    expect(seedOf({ v: 1, status: 'signed-out', iat: 1 })).toMatchObject({
      status: 'signed-out',
      userId: null,
    })
  })

  test('behavior: without an organization is of the personal workspace', () => {
    expect(read({ ...state, organizationId: undefined })).toMatchObject({ organizationId: null })
  })
})

test.each([
  ['claims', (made: typeof state) => ({ ...state, claims: made.claims })],
  ['an actor', (made: typeof state) => ({ ...state, actor: Object.assign(made.claims, { sub: 'user_2' }) })],
  ['all', (made: typeof state) => made],
])('behavior: %s of another realm, as frames and Jest have, counts', (_, make) => {
  const made = runInNewContext(`(${JSON.stringify(state)})`) as typeof state
  expect(seedOf(make(made))).toMatchObject({ status: 'signed-in', userId: 'user_1' })
})

describe('bad input', () => {
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  test.each<[string, unknown]>([
    ['a BigInt', { a: 1n }],
    ['a cycle', cycle],
    ['what throws', { toJSON: () => JSON.parse('{') }],
  ])('behavior: claims that no JSON can hold, %s, count as none', (_, claims) => {
    expect(read({ ...state, claims })).toBe(undefined)
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', JSON.stringify(state)],
    ['a number', 1],
    ['a list', [state]],
    ['another version', { ...state, v: 2 }],
    ['no version', { ...state, v: undefined }],
    ['a version in quotes', { ...state, v: '1' }],
    ['another status', { ...state, status: 'signed-up' }],
    ['several statuses', { ...state, status: ['signed-in'] }],
    ['a status with more in it', { ...state, status: 'signed-in\npending' }],
    ['no session', { ...state, sessionId: undefined }],
    ['an empty session', { ...state, sessionId: '' }],
    ['a session that is no text', { ...state, sessionId: 1 }],
    ['no user', { ...state, userId: null }],
    ['an organization that is no text', { ...state, organizationId: {} }],
    ['an empty organization', { ...state, organizationId: '' }],
    ['an actor without a name', { ...state, actor: {} }],
    ['an actor that is no object', { ...state, actor: 'user_2' }],
    ['an empty actor', { ...state, actor: '' }],
    ['no claims', { ...state, claims: undefined }],
    ['claims that are no object', { ...state, claims: 'admin' }],
    ['claims that are a list', { ...state, claims: ['admin'] }],
  ])('behavior: %s counts as no state', (_, value) => {
    expect(read(value)).toBe(undefined)
  })
})
