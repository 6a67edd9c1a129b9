import { beforeAll, expect, test } from 'vitest'
import { createFapi, type FapiState } from '../../fapi'
import { createCaller } from '../testCaller'
import { parseState } from './format'

type Saved = FapiState & Record<string, Record<string, unknown>[]>

let text: string
const saved = () => JSON.parse(text) as Saved

beforeAll(async () => {
  const storage = {
    load: () => undefined,
    save(state: FapiState) {
      text = JSON.stringify(state)
    },
  }
  const caller = await createCaller({ storage })
  await caller.signIn('alice')
  await caller.signIn('bob')
  await createCaller({ fapi: caller.fapi })
})

test('default: what the box saves can be loaded', () => {
  expect(parseState(saved())).toEqual(saved())
})

test('default: several organizations of one file need no ids, and get one each', () => {
  const members = [{ user: 'ann@example.com' }]
  const state = {
    users: [{ identifier: 'ann@example.com' }],
    organizations: ['Acme', 'Globex', 'Initech'].map((name) => ({ name, members })),
  }
  expect(parseState(state).organizations).toHaveLength(3)
  const { organizations } = createFapi({ storage: { load: () => state } })
  expect(organizations.map(({ name }) => name)).toEqual(['Acme', 'Globex', 'Initech'])
  expect(new Set(organizations.map(({ id }) => id)).size).toBe(3)
})

test.each<[string, (state: Saved) => unknown]>([
  ['the state: ', () => 'text'],
  ['the state: ', () => null],
  ['users: is missing', () => ({})],
  ['name: is not known', () => ({ name: 'an-app', version: 1, users: [] })],
  ['version: must be 1', (state) => ({ ...state, version: 2 })],
  ['secretKey: is no secret key', (state) => ({ ...state, secretKey: 'pk_test_x' })],
  ['signingKey.d: is missing', (state) => ({ ...state, signingKey: { ...state.signingKey, d: undefined } })],
  ['signingKey.kty: must be RSA', (state) => ({ ...state, signingKey: { ...state.signingKey, kty: 'EC' } })],
  ['clockOffset: ', (state) => ({ ...state, clockOffset: '1' })],
  ['clockOffset: must be whole milliseconds', (state) => ({ ...state, clockOffset: 1e99 })],
  ['publishableKey: "pk_x" is not', (state) => ({ ...state, publishableKey: 'pk_x' })],
  ['sessions[0].expireAt: must be whole', (state) => change(state, 'sessions', 0, { expireAt: 0.5 })],
  ['idPosition: must be four numbers', (state) => ({ ...state, idPosition: [1] })],
  ['jwtTemplates.t.lifetime: must be at least 1', (s) => ({ ...s, jwtTemplates: { t: { lifetime: 0 } } })],
  ['users[1].identifier: ', (state) => change(state, 'users', 1, { identifier: 'bob' })],
  ['users[1].id: ', (state) => change(state, 'users', 1, { id: state.users[0]!.id })],
  ['sessions[1].status: ', (state) => change(state, 'sessions', 1, { status: 'x' })],
  ['sessions[1].userId: is missing', (state) => change(state, 'sessions', 1, { userId: undefined })],
  [
    'sessions[1].userId: user_x is not in users',
    (state) => change(state, 'sessions', 1, { userId: 'user_x' }),
  ],
  ['sessions[0].clientId: x is not in clients', (state) => change(state, 'sessions', 0, { clientId: 'x' })],
  [
    'clients[0].sessionIds: x is not in sessions',
    (state) => change(state, 'clients', 0, { sessionIds: ['x'] }),
  ],
  ['clients[0].sessionIds[0]: ', (state) => change(state, 'clients', 0, { sessionIds: [1] })],
  ['signIns[0].clientId: x is not in clients', (state) => change(state, 'signIns', 0, { clientId: 'x' })],
  ['devBrowsers[0].extra: is not known', (state) => change(state, 'devBrowsers', 0, { extra: 1 })],
  [
    'devBrowsers[1].token: is already devBrowsers[0].token',
    (state) => change(state, 'devBrowsers', 1, state.devBrowsers![0]!),
  ],
])('error: %s', (message, spoil) => {
  const spoilt = spoil(saved())
  const load = () => createFapi({ storage: { load: () => spoilt as FapiState } })
  expect(load).toThrow(TypeError)
  expect(load).toThrow(new RegExp(`^${message.replaceAll(/[[\]]/g, '\\$&')}`))
})

test('error: a Promise is not a state', () => {
  const load = async () => saved()
  expect(() => createFapi({ storage: { load: load as never } })).toThrow(/^storage.load: /)
})

function change(state: Saved, table: string, index: number, fields: object): Saved {
  return { ...state, [table]: state[table]!.map((row, at) => (at === index ? { ...row, ...fields } : row)) }
}

test.each([
  ['users[1].password', (state: Saved) => change(state, 'users', 1, { password: 271828 })],
  ['signingKey', (state: Saved) => ({ ...state, signingKey: 'pem of\n271828' })],
  ['secretKey', (state: Saved) => ({ ...state, secretKey: 271828 })],
])('behavior: what is wrong with %s never says what was there', (place, spoil) => {
  const load = () => parseState(spoil(saved()))
  expect(load).toThrow(place)
  expect(load).not.toThrow(/271828/)
})
