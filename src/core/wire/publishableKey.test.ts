import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FrontdeskError } from './errors'
import { parsePublishableKey } from './publishableKey'

const key = (host: string, type = 'test') => `pk_${type}_${btoa(`${host}$`)}`

test('default: reads the host and the kind of instance', () => {
  expect(parsePublishableKey('pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk')).toEqual({
    frontendApi: 'foo-bar-13.clerk.accounts.dev',
    isDevelopment: true,
  })
  expect(parsePublishableKey(key('clerk.example.com', 'live'))).toEqual({
    frontendApi: 'clerk.example.com',
    isDevelopment: false,
  })
})

test('behavior: takes base64 with its padding and without', () => {
  const padded = key('clerk.example.co')
  expect(padded).toMatch(/=$/)
  expect(parsePublishableKey(padded.replaceAll('=', ''))).toEqual(parsePublishableKey(padded))
})

describe('what does not parse', () => {
  const payload = btoa('clerk.example.com$')
  test.each([
    ['nothing', ''],
    ['undefined, from a missing environment variable', undefined as unknown as string],
    ['the word undefined', 'undefined'],
    ['no payload', 'pk_test_'],
    ['a secret key', `sk_test_${payload}`],
    ['an unknown kind', `pk_prod_${payload}`],
    ['no prefix', payload],
    ['a blank before', ` pk_test_${payload}`],
    ['a line feed after', `pk_test_${payload}\n`],
    ['a blank inside', `pk_test_${payload.slice(0, 4)} ${payload.slice(4)}`],
    ['quotes around it', `"pk_test_${payload}"`],
    ['half a key', `pk_test_${payload.slice(0, 9)}`],
    ['letters that are not base64', 'pk_test_!!!!'],
    ['a payload without a dollar sign', `pk_test_${btoa('clerk.example.com')}`],
    ['two dollar signs', `pk_test_${btoa('clerk.example.com$$')}`],
    ['something after the dollar sign', `pk_test_${btoa('clerk.example.com$x')}`],
    ['only a dollar sign', `pk_test_${btoa('$')}`],
    ['a host without a dot', key('localhost')],
    ['a host with a path', key('clerk.example.com/v1')],
    ['a host with a query', key('clerk.example.com?x')],
    ['a host with user-info', key('clerk.example.com@evil.example')],
    ['a host with a blank', key('clerk.example .com')],
    ['a host that no URL can have', key('-.0')],
  ])('behavior: %s is invalid_publishable_key', (_, bad) => {
    expect(() => parsePublishableKey(bad)).toThrow(
      expect.objectContaining({
        name: 'FrontdeskError',
        code: 'invalid_publishable_key',
        message: expect.stringMatching(/pk_test_ or pk_live_/),
      }),
    )
  })

  test('behavior: whatever comes in, either it parses to a host or it is invalid_publishable_key', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }).map((text) => `pk_test_${text}`),
      fc.base64String().map((text) => `pk_live_${text}`),
      fc.string({ unit: 'grapheme-ascii' }).map((text) => key(text)),
    )
    fc.assert(
      fc.property(anything, (bad) => {
        try {
          const { frontendApi } = parsePublishableKey(bad)
          expect(new URL(`https://${frontendApi}`).pathname).toBe('/')
        } catch (error) {
          expect(error).toBeInstanceOf(FrontdeskError)
          expect(error).toMatchObject({ code: 'invalid_publishable_key' })
        }
      }),
    )
  })
})
