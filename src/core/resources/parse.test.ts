import fc from 'fast-check'
import { array, looseObject, number, object, string } from 'valibot'
import { describe, expect, test } from 'vitest'
import { FrontdeskError } from '../errors'
import { parseClient } from './client'
import { parseResource, toCamelCase } from './parse'

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

describe('parseResource', () => {
  const schema = looseObject({ id: string(), parts: array(object({ part_size: number() })) })

  test('default: checked, in camelCase, with what the schema does not name', () => {
    expect(parseResource(schema, { id: 'a', parts: [{ part_size: 1 }], new_field: 2 }, 'thing')).toEqual({
      id: 'a',
      parts: [{ partSize: 1 }],
      newField: 2,
    })
  })

  test('behavior: a fault is malformed_response with its place', () => {
    const parse = () =>
      parseResource(schema, { id: 'a', parts: [{ part_size: 1 }, { part_size: 'x' }] }, 'thing')
    expect(parse).toThrow(FrontdeskError)
    expect(parse).toThrow(
      expect.objectContaining({
        code: 'malformed_response',
        path: expect.stringContaining('parts.1.part_size'),
      }),
    )
    expect(parse).toThrow(/parts\.1\.part_size/)
  })
})

describe('parseClient', () => {
  const session = {
    id: 'sess_1',
    status: 'active',
    user: { id: 'user_1' },
    last_active_token: { jwt: 'a.b.c' },
  }

  test('default: the least that there may be', () => {
    const { client, tokens } = parseClient({ id: 'client_1', sessions: [] })
    expect(client).toMatchObject({ id: 'client_1', sessions: [], signIn: null, lastActiveSessionId: null })
    expect(tokens).toEqual([])
  })

  test('behavior: tokens are parted from the client', () => {
    const { client, tokens } = parseClient({ id: 'client_1', sessions: [session] })
    expect(tokens).toEqual([{ sessionId: 'sess_1', organizationId: null, jwt: 'a.b.c' }])
    expect(JSON.stringify(client)).not.toContain('a.b.c')
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
    const { client } = parseClient({ id: 'client_1', sessions: [empty], sign_in: null, created_at: null })
    expect(client.sessions[0]).toMatchObject({
      tasks: [],
      actor: null,
      expireAt: 0,
      user: { username: null, emailAddresses: [], publicMetadata: {} },
    })
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
          const { client } = parseClient(json)
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
