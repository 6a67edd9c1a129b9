import { expect, test } from 'vitest'
import { createFapi, type FapiOptions } from '../fapi'

test('default: Alice, Bob and Carol, on a development instance', () => {
  const fapi = createFapi()
  expect(fapi.publishableKey).toMatch(/^pk_test_/)
  expect(fapi.secretKey).toMatch(/^sk_test_\w{40}$/)
  expect(fapi.users.map(({ identifier, password }) => [identifier, password])).toEqual([
    ['alice@example.com', 'alice-password'],
    ['bob@example.com', 'bob-password'],
    ['carol@example.com', 'carol-password'],
  ])
})

test('parameters: keyType and publishableKey', () => {
  expect(createFapi({ keyType: 'live' }).publishableKey).toMatch(/^pk_live_/)
  expect(createFapi({ keyType: 'live' }).secretKey).toMatch(/^sk_live_/)
  const publishableKey = `pk_live_${btoa('clerk.acme.test$')}`
  expect(createFapi({ publishableKey }).secretKey).toMatch(/^sk_live_/)
})

test.each<[string, FapiOptions]>([
  ['publishableKey', { publishableKey: 'pk_x' }],
  ['keyType', { publishableKey: `pk_live_${btoa('a.b$')}`, keyType: 'test' }],
  ['origins', { origins: ['localhost:3000'] }],
  ['origins', { origins: ['http://localhost:3000/app'] }],
  ['origins', { origins: ['http://a@localhost:3000'] }],
  ['origins', { origins: ['*'] }],
  ['users[0].identifier', { users: [{ identifier: 'ann', password: 'x' }] }],
  [
    'users[1].password',
    {
      users: [
        { identifier: 'a@b.c', password: 'x' },
        { identifier: 'd@e.f', password: '' },
      ],
    },
  ],
  ['users[0].tasks[1]', { users: [{ identifier: 'a@b.c', password: 'x', tasks: ['a', ''] }] }],
  ['users[0].admin', { users: [{ identifier: 'a@b.c', password: 'x', admin: true } as never] }],
  [
    'users[1].identifier',
    {
      users: [
        { identifier: 'a@b.c', password: 'x' },
        { identifier: 'A@b.c', password: 'x' },
      ],
    },
  ],
  ['users', { users: {} as never }],
])('error: names %s', (place, options) => {
  expect(() => createFapi(options)).toThrow(TypeError)
  expect(() => createFapi(options)).toThrow(`${place}:`)
})

test('parameters: an origin may end in a slash', () => {
  expect(() => createFapi({ origins: ['https://app.example/'] })).not.toThrow()
})
