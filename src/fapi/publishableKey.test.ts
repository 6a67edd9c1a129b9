import { expect, test } from 'vitest'
import { cookieSuffix, defaultKey, parseKey } from './publishableKey'

test('default: the keys nobody chose are the documented ones', () => {
  expect(defaultKey('test')).toBe('pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk')
  expect(parseKey(defaultKey('live'))).toMatchObject({ keyType: 'live', host: 'clerk.frontdesk.example' })
})

test('behavior: padding is optional', () => {
  expect(parseKey(`pk_test_${btoa('a.bc$')}`).host).toBe('a.bc')
  expect(parseKey(`pk_test_${btoa('a.bcd$').replaceAll('=', '')}`).host).toBe('a.bcd')
})

test.each([
  '',
  'pk_test_',
  'pk_dev_Zm9v',
  `pk_test_${btoa('a.b')}`,
  `pk_test_${btoa('ab$')}`,
  `pk_test_${btoa('a.b$$')}`,
  'pk_test_%',
  'pk_test_a',
  'pk_test_Zm9v_x',
])('error: "%s" does not parse', (key) => {
  expect(() => parseKey(key)).toThrow(TypeError)
})

test('behavior: the cookie suffix is the one Clerk’s SDKs compute', async () => {
  expect(await cookieSuffix(defaultKey('test'))).toBe('nx2hSE6I')
})
