import { expect, test } from 'vitest'
import { ownBox, type TestBoxOptions } from './box'

const make = (options: Partial<TestBoxOptions> = {}) =>
  ownBox({
    ...{ publishableKey: undefined, proxyUrl: undefined, baseURL: 'http://localhost:5173', box: {} },
    onStray() {},
    ...options,
  })

const publishableKey = `pk_live_${btoa('clerk.example.com$')}`

test.each<[string, Partial<TestBoxOptions>, string]>([
  ['where `frontdesk dev` has it', {}, 'http://localhost:4400'],
  ['where the key says', { publishableKey }, 'https://clerk.example.com'],
  ['at a proxy', { publishableKey, proxyUrl: 'http://localhost:9/fapi/' }, 'http://localhost:9/fapi'],
  ['below the app', { proxyUrl: '/__clerk' }, 'http://localhost:5173/__clerk'],
])('default: the Frontend API is %s', (_, options, address) => {
  expect(make(options).address).toBe(address)
})

test('parameters: `box` is what the box is like', async () => {
  const { control } = make({ box: { users: [{ identifier: 'dora@example.com' }] } })
  expect((await control.users()).map(({ identifier }) => identifier)).toEqual(['dora@example.com'])
})

test('behavior: boxes share nothing', async () => {
  const [one, other] = [make(), make()]
  await one.control.banUser('alice@example.com')
  expect((await other.control.users())[0]!.banned).toBe(false)
})

test('error: a key that is none', () => {
  expect(() => make({ publishableKey: 'sk_test_x' })).toThrow('publishableKey')
})
