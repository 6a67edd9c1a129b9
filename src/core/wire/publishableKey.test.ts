import { describe, expect, test } from 'vitest'
import { fc } from '../../../test/support/fuzz'
import { FrontdeskError } from './errors'
import { parsePublishableKey } from './publishableKey'

const key = (host: string, type = 'test') => `pk_${type}_${btoa(`${host}$`)}`

function catching(task: () => unknown): Error {
  try {
    task()
  } catch (error) {
    return error as Error
  }
  throw new Error('It threw nothing.')
}

test('default: reads the host and the kind of instance', () => {
  const development = 'pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk'
  expect(parsePublishableKey(development)).toEqual({
    publishableKey: development,
    frontendApi: 'foo-bar-13.clerk.accounts.dev',
    isDevelopment: true,
  })
  expect(parsePublishableKey(key('clerk.example.com', 'live'))).toEqual({
    publishableKey: key('clerk.example.com', 'live'),
    frontendApi: 'clerk.example.com',
    isDevelopment: false,
  })
})

test('behavior: takes base64 with its padding and without', () => {
  const padded = key('clerk.example.co')
  expect(padded).toMatch(/=$/)
  const { frontendApi } = parsePublishableKey(padded.replaceAll('=', ''))
  expect(frontendApi).toBe(parsePublishableKey(padded).frontendApi)
})

test.each([' %s', '%s ', '%s\n', '\t%s\r\n', '\ufeff%s'])(
  'behavior: blanks around it are dropped: %j',
  (form) => {
    const whole = key('clerk.example.com')
    expect(parsePublishableKey(form.replace('%s', whole))).toEqual(parsePublishableKey(whole))
  },
)

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

  test.each<[unknown, string]>([
    [undefined, 'got undefined: is the variable set in the build?'],
    ['undefined', 'got undefined: is the variable set in the build?'],
    [null, 'got null: is the variable set in the build?'],
    ['', 'got nothing: is the variable set in the build?'],
    [' \n', 'got nothing: is the variable set in the build?'],
    [`sk_live_${'s3cret'.repeat(7)}`, 'this is a secret key, never use it in a browser'],
    [` sk_test_${'s3cret'.repeat(7)}`, 'this is a secret key, never use it in a browser'],
    [`"sk_test_${'s3cret'.repeat(7)}"`, 'this is a secret key, never use it in a browser'],
    [`"pk_test_${payload}"`, 'remove the quotes'],
    [`'pk_live_${payload}'`, 'remove the quotes'],
    [7, 'got "7"'],
    [{}, 'got "[object O…"'],
    ['pk_test_half', 'got "pk_test_h…"'],
  ])('behavior: of %j the message says what it got, and no secret', (given, saying) => {
    const error = catching(() => parsePublishableKey(given as string))
    expect(error.message).toContain(saying)
    expect(error.message).not.toContain('s3cret')
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
