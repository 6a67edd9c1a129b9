import { describe, expect, test } from 'vitest'
import { baseUrl } from './baseUrl'
import type { PublishableKey } from './publishableKey'

const development: PublishableKey = {
  publishableKey: 'pk_test_…',
  frontendApi: 'foo.clerk.accounts.dev',
  isDevelopment: true,
}
const production: PublishableKey = {
  publishableKey: 'pk_live_…',
  frontendApi: 'clerk.example.com',
  isDevelopment: false,
}

test("default: the key's own host", () => {
  expect(baseUrl(development, {})).toBe('https://foo.clerk.accounts.dev')
  expect(baseUrl(production, {})).toBe('https://clerk.example.com')
})

test('parameters: domain counts in production only', () => {
  expect(baseUrl(production, { domain: 'satellite.example' })).toBe('https://clerk.satellite.example')
  expect(baseUrl(development, { domain: 'satellite.example' })).toBe('https://foo.clerk.accounts.dev')
})

test.each(['', ' ', '\n', null, undefined])('behavior: %j counts as not given', (nothing) => {
  expect(baseUrl(production, { proxyUrl: nothing })).toBe('https://clerk.example.com')
  expect(baseUrl(production, { domain: nothing })).toBe('https://clerk.example.com')
})

test('behavior: blanks around them are dropped', () => {
  expect(baseUrl(production, { proxyUrl: ' /__clerk\n' })).toBe('http://localhost/__clerk')
  expect(baseUrl(production, { proxyUrl: '\thttps://app.example/__clerk ' })).toBe(
    'https://app.example/__clerk',
  )
  expect(baseUrl(production, { domain: ' satellite.example\n' })).toBe('https://clerk.satellite.example')
})

test.each([
  ['proxyUrl', 'undefined', 'got undefined: is the variable set in the build?'],
  ['proxyUrl', '"/__clerk"', 'remove the quotes'],
  ['proxyUrl', 7, 'got "7"'],
  ['proxyUrl', {}, 'got "[object Object]"'],
  ['domain', `'example.com'`, 'remove the quotes'],
  ['domain', 'https://example.com', 'got "https://example.com"'],
])('behavior: of the %s %j the message says what it got', (name, given, saying) => {
  expect(() => baseUrl(production, { [name]: given })).toThrow(saying)
})

test('behavior: a password in a URL is not said', () => {
  const given = () => baseUrl(production, { proxyUrl: 'https://me:s3cret@clerk.example.com' })
  expect(given).toThrow('https://…@clerk.example.com')
  expect(given).not.toThrow('s3cret')
})

describe('parameters: proxyUrl', () => {
  test.each([
    ['http://localhost:4400', 'http://localhost:4400'],
    ['http://localhost:4400/', 'http://localhost:4400'],
    ['HTTPS://app.example/__clerk', 'https://app.example/__clerk'],
    ['Http://App.Example/__clerk', 'http://app.example/__clerk'],
    ['https://app.example/__clerk', 'https://app.example/__clerk'],
    ['https://app.example/__clerk//', 'https://app.example/__clerk'],
    ['https://app.example/__clerk?x=1#y', 'https://app.example/__clerk'],
  ])('behavior: %s is taken over as %s', (proxyUrl, expected) => {
    expect(baseUrl(development, { proxyUrl })).toBe(expected)
    expect(baseUrl(production, { proxyUrl, domain: 'satellite.example' })).toBe(expected)
  })

  test('behavior: a path is of the page', () => {
    const page = 'https://app.example/some/where?x=1'
    expect(baseUrl(production, { proxyUrl: '/__clerk/' }, page)).toBe('https://app.example/__clerk')
  })

  test('behavior: the root of the page is a path, too', () => {
    expect(baseUrl(production, { proxyUrl: '/' }, 'https://app.example/some/where')).toBe(
      'https://app.example',
    )
  })

  test('behavior: a path without a page, as on a server, is no error', () => {
    expect(() => baseUrl(production, { proxyUrl: '/__clerk' })).not.toThrow()
  })

  test.each([
    'undefined',
    '"/__clerk"',
    'clerk',
    'clerk.example.com',
    'localhost:4400',
    '//evil.example/__clerk',
    'ftp://clerk.example.com',
    'javascript:alert(1)',
    'data:text/plain,x',
    'https://',
    'https:/clerk.example.com',
    'http://[',
    'https://user:password@clerk.example.com',
    '\\\\evil.example',
    '/\\evil.example',
  ])('behavior: %j is invalid_proxy_url', (proxyUrl) => {
    const page = 'https://app.example/'
    expect(() => baseUrl(production, { proxyUrl }, page)).toThrow(
      expect.objectContaining({ name: 'FrontdeskError', code: 'invalid_proxy_url' }),
    )
    expect(() => baseUrl(production, { proxyUrl }, page)).toThrow(/https:\/\/example\.com\/__clerk/)
  })
})

test('behavior: capitals in a host count for nothing, as in URLs', () => {
  expect(baseUrl(production, { domain: 'Satellite.Example' })).toBe('https://clerk.satellite.example')
})

test.each([
  'https://example.com',
  'example.com/',
  'a b',
  '//evil.example',
  'undefined',
  'null',
  'localhost',
  'a..b',
  '.example.com',
  'example.com.',
  '..',
])('behavior: %j is invalid_domain', (domain) => {
  expect(() => baseUrl(production, { domain })).toThrow(
    expect.objectContaining({ name: 'FrontdeskError', code: 'invalid_domain' }),
  )
})
