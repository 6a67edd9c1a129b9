import { describe, expect, test } from 'vitest'
import { baseUrl } from './baseUrl'
import type { PublishableKey } from './publishableKey'

const development: PublishableKey = { frontendApi: 'foo.clerk.accounts.dev', isDevelopment: true }
const production: PublishableKey = { frontendApi: 'clerk.example.com', isDevelopment: false }

test("default: the key's own host", () => {
  expect(baseUrl(development, {})).toBe('https://foo.clerk.accounts.dev')
  expect(baseUrl(production, {})).toBe('https://clerk.example.com')
})

test('parameters: domain counts in production only', () => {
  expect(baseUrl(production, { domain: 'satellite.example' })).toBe('https://clerk.satellite.example')
  expect(baseUrl(development, { domain: 'satellite.example' })).toBe('https://foo.clerk.accounts.dev')
})

describe('parameters: proxyUrl', () => {
  test.each([
    ['http://localhost:4400', 'http://localhost:4400'],
    ['http://localhost:4400/', 'http://localhost:4400'],
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
    '',
    ' ',
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

test.each(['https://example.com', 'example.com/', 'a b', '//evil.example'])(
  'behavior: %j is invalid_domain',
  (domain) => {
    expect(() => baseUrl(production, { domain })).toThrow(
      expect.objectContaining({ name: 'FrontdeskError', code: 'invalid_domain' }),
    )
  },
)
