import { describe, expect, test } from 'vitest'
import { fc } from '../../../test/support/fuzz'
import { toCamelCase } from './case'
import { FrontdeskError } from './errors'
import { readClient } from './resources/client'
import { list, nullable, number, optional, record, string } from './shape'

describe('toCamelCase', () => {
  test.each([
    ['first_name', 'firstName'],
    ['phone_number_2', 'phoneNumber2'],
    ['web3_wallets', 'web3Wallets'],
    ['already', 'already'],
    ['last__active', 'lastActive'],
  ])('behavior: %s becomes %s', (wire, camel) => {
    expect(toCamelCase({ [wire]: 1 })).toEqual({ [camel]: 1 })
  })

  test('behavior: goes all the way down, through lists', () => {
    expect(toCamelCase({ user_list: [{ first_name: { inner_key: [null, { deep_key: 1 }] } }] })).toEqual({
      userList: [{ firstName: { innerKey: [null, { deepKey: 1 }] } }],
    })
  })

  test.each(['public_metadata', 'unsafe_metadata', 'actor'])(
    "behavior: below %s the app's own keys stay as they were set",
    (key) => {
      expect(Object.values(toCamelCase({ [key]: { my_key: { inner_key: 1 } } }) as object)).toEqual([
        { my_key: { inner_key: 1 } },
      ])
    },
  )

  test('behavior: values that are no objects are as they were', () => {
    for (const value of [null, undefined, 0, '', 'some_text', true]) expect(toCamelCase(value)).toBe(value)
  })
})

describe('record', () => {
  const read = record({
    id: string,
    parts: list(record({ partSize: number })),
    owner: nullable(record({ id: string })),
    note: optional(string, 'none'),
  })
  const faults: [string, unknown, string][] = [
    ['no object at all', 'text', ''],
    ['a list', [], ''],
    ['a field that is missing', { parts: [] }, 'id'],
    ['a list that is none', { id: 'a', parts: { length: 0 } }, 'parts'],
    ['a fault deep inside', { id: 'a', parts: [{ partSize: 1 }, { partSize: 'x' }] }, 'parts.1.partSize'],
    ['a nullable field that is odd', { id: 'a', parts: [], owner: { id: 1 } }, 'owner.id'],
  ]

  test('default: checked, with what is not named', () => {
    const given = { id: 'a', parts: [{ partSize: 1 }], owner: { id: 'b' }, note: 'c', newField: { anId: 2 } }
    expect(read(given, 'thing')).toEqual(given)
    expect(read(given, 'thing')).not.toBe(given)
  })

  test.each([
    ['missing', {}],
    ['null', { owner: null, note: null }],
    ['odd, where that can be', { note: 7 }],
  ])('behavior: what is %s reads as absent', (_, odd) => {
    expect(read({ id: 'a', parts: [], ...odd }, 'thing')).toEqual({
      id: 'a',
      parts: [],
      owner: null,
      note: 'none',
    })
  })

  test.each(faults)('behavior: %s is malformed_response with its place', (_, given, path) => {
    const parse = () => read(given, 'thing')
    expect(parse).toThrow(FrontdeskError)
    expect(parse).toThrow(expect.objectContaining({ code: 'malformed_response', path }))
    expect(parse).toThrow(`"thing${path && '.'}${path}"`)
  })

  test('behavior: a name that means something to JavaScript changes nothing but itself', () => {
    const given = JSON.parse(
      '{ "id": "a", "parts": [], "__proto__": { "note": "forged" }, "constructor": 1 }',
    )
    expect(read(given, 'thing').note).toBe('none')
    expect(Object.getPrototypeOf(read(given, 'thing'))).toBe(Object.prototype)
  })
})

describe('readClient', () => {
  const session = {
    id: 'sess_1',
    status: 'active',
    user: { id: 'user_1' },
    last_active_token: { jwt: 'a.b.c' },
  }

  test('default: the least that there may be', () => {
    const { client, tokens } = readClient({ id: 'client_1', sessions: [] })
    expect(client).toMatchObject({ id: 'client_1', sessions: [], signIn: null, lastActiveSessionId: null })
    expect(tokens).toEqual([])
  })

  test('behavior: tokens are parted from the client', () => {
    const { client, tokens } = readClient({ id: 'client_1', sessions: [session] })
    expect(tokens).toEqual([{ sessionId: 'sess_1', organizationId: null, jwt: 'a.b.c' }])
    expect(JSON.stringify(client)).not.toContain('a.b.c')
  })

  test('behavior: is in camelCase, with what is not named, but for what the app has set', () => {
    const user = { id: 'user_1', first_name: 'Ann', new_field: { an_id: 1 }, public_metadata: { my_key: 1 } }
    const { client } = readClient({ id: 'client_1', sessions: [{ ...session, user }] })
    expect(client.sessions[0]?.user).toMatchObject({
      firstName: 'Ann',
      newField: { anId: 1 },
      publicMetadata: { my_key: 1 },
    })
  })

  test('behavior: null stands for what is not there', () => {
    const empty = {
      ...session,
      last_active_token: null,
      tasks: null,
      actor: null,
      expire_at: null,
      last_active_organization_id: null,
      user: { id: 'user_1', username: null, email_addresses: null, public_metadata: null },
    }
    const { client } = readClient({ id: 'client_1', sessions: [empty], sign_in: null, created_at: null })
    expect(client.sessions[0]).toMatchObject({
      tasks: [],
      actor: null,
      expireAt: 0,
      user: { username: null, emailAddresses: [], publicMetadata: {} },
    })
  })

  test.each([
    ['user.id', { user: { id: 1 } }],
    ['actor', { actor: 'someone' }],
    ['lastActiveOrganizationId', { last_active_organization_id: 1 }],
    ['id', { id: null }],
  ])('behavior: what tells identities apart is never read leniently: %s', (path, odd) => {
    const read = () => readClient({ id: 'client_1', sessions: [{ ...session, ...odd }] })
    expect(read).toThrow(expect.objectContaining({ path: `sessions.0.${path}` }))
  })

  test('behavior: what is merely shown reads as absent where it is odd', () => {
    const odd = { ...session, tasks: 'none', created_at: '1', user: { id: 'user_1', first_name: 7 } }
    const { client } = readClient({ id: 'client_1', sessions: [odd], sign_in: 'odd', updated_at: {} })
    expect(client).toMatchObject({ signIn: null, updatedAt: 0 })
    expect(client.sessions[0]).toMatchObject({ tasks: [], createdAt: 0, user: { firstName: null } })
  })

  test('behavior: whatever comes in, either it is a client or malformed_response', () => {
    const almost = fc.record(
      {
        id: fc.oneof(fc.constant('client_1'), fc.jsonValue()),
        sessions: fc.oneof(fc.array(fc.oneof(fc.constant(session), fc.jsonValue())), fc.jsonValue()),
        sign_in: fc.jsonValue(),
        last_active_session_id: fc.jsonValue(),
        created_at: fc.jsonValue(),
        __proto__: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), almost), (json) => {
        try {
          const { client } = readClient(json)
          expect(client.id).toEqual(expect.any(String))
          for (const { id, user } of client.sessions)
            expect([typeof id, typeof user.id]).toEqual(['string', 'string'])
        } catch (error) {
          expect(error).toMatchObject({ name: 'FrontdeskError', code: 'malformed_response' })
        }
      }),
    )
  })
})
