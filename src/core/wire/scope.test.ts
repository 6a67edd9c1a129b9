import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { createFrontdesk, nativeScheme } from '../../core'
import { createBrowser, createFapi } from '../../fapi'
import { browserScheme } from './security/browser'
import { developmentScheme } from './security/development'
import { scopeOf, type WireOptions } from './wire'

const keyOf = (host: string, type = 'live') => `pk_${type}_${btoa(`${host}$`)}`
const live = keyOf('clerk.example.com')
const test_ = keyOf('one.clerk.accounts.dev', 'test')
const tab = createBrowser({ fapi: createFapi(), url: 'https://app.example.com/home?x#y' }).openTab()
const scope = (options: WireOptions) => scopeOf(options, tab.ambient)
const storage = { getItem: async () => null, setItem: async () => {}, removeItem: async () => {} }

describe('scopeOf', () => {
  test.each<[string, WireOptions, WireOptions]>([
    [
      'the scheme, left out or given',
      { publishableKey: live },
      { publishableKey: live, scheme: browserScheme },
    ],
    [
      'the scheme of development, left out or given',
      { publishableKey: test_ },
      { publishableKey: test_, scheme: developmentScheme },
    ],
    [
      'a path, with a slash at its end or without',
      { publishableKey: live, proxyUrl: '/__clerk' },
      { publishableKey: live, proxyUrl: '/__clerk/' },
    ],
    [
      'a path, or its whole URL',
      { publishableKey: live, proxyUrl: '/__clerk' },
      { publishableKey: live, proxyUrl: 'https://app.example.com:443/__clerk' },
    ],
    [
      'a domain, or its host as a proxy',
      { publishableKey: live, domain: 'other.example' },
      { publishableKey: live, proxyUrl: 'https://clerk.other.example/' },
    ],
    [
      'the host of the key, left out or given as a domain',
      { publishableKey: live },
      { publishableKey: live, domain: 'Example.com' },
    ],
    [
      'a domain, which development does not heed',
      { publishableKey: test_ },
      { publishableKey: test_, domain: 'example.com' },
    ],
    [
      'a key, with the padding of its base64 or without',
      { publishableKey: test_ },
      { publishableKey: test_.replace(/=+$/, '') },
    ],
    [
      'native schemes, whose objects are new at each render',
      { publishableKey: live, scheme: nativeScheme({ storage }) },
      { publishableKey: live, scheme: nativeScheme({ storage }) },
    ],
  ])('behavior: %s, is one', (_, one, other) => {
    expect(scope(other)).toBe(scope(one))
  })

  test('behavior: others are told apart', () => {
    const scopes = [
      { publishableKey: live },
      { publishableKey: keyOf('clerk.example.com', 'test') },
      { publishableKey: live, scheme: nativeScheme({ storage }) },
      { publishableKey: live, proxyUrl: '/__clerk' },
      { publishableKey: live, proxyUrl: '/__clerk/a' },
      { publishableKey: live, proxyUrl: '/__clerk_47a' },
      { publishableKey: live, proxyUrl: 'http://app.example.com/__clerk' },
      { publishableKey: live, domain: 'other.example' },
      { publishableKey: keyOf('clerk.other.example') },
      { publishableKey: keyOf('clerk.example.com:8443') },
      { publishableKey: keyOf('clerk.example.com_588443') },
    ].map(scope)
    expect(new Set(scopes).size).toBe(scopes.length)
  })

  test('behavior: has only what any storage takes in a key', () => {
    for (const options of [{ proxyUrl: '/a b/ü/%2F~' }, { domain: 'a_b.example:8443' }, {}])
      expect(scope({ publishableKey: live, ...options })).toMatch(/^[\w.-]+$/)
  })
})

test.each([
  ['clerk.example.com', 'https://accounts.example.com'],
  ['one.clerk.accounts.dev', 'https://one.accounts.dev'],
  ['myclerk.example.com', 'https://myclerk.example.com'],
])('behavior: the hosted pages of %s are at %s', (host, portal) => {
  const options = { publishableKey: keyOf(host), queryClient: new QueryClient() }
  expect(createFrontdesk(options)._internal.portal).toBe(portal)
})
