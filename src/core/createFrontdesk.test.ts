import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { alice, booted, createWorld, memoryStorage } from '../../test/support/world'
import {
  createFrontdesk,
  type FrontdeskOptions,
  type NativeStorage,
  nativeScheme,
  sessionCookie,
} from '../core'
import { createFapi } from '../fapi'
import { retry } from './actions/retry'

const { publishableKey } = createFapi()
const make = (options: Partial<FrontdeskOptions>) =>
  createFrontdesk({ publishableKey, queryClient: new QueryClient(), ...options })

describe('bad input', () => {
  test.each<[string, Partial<FrontdeskOptions>, string, RegExp]>([
    [
      'a key that does not parse',
      { publishableKey: 'pk_test_oops' },
      'invalid_publishable_key',
      /starts with pk_test_/,
    ],
    [
      'a key that is missing',
      { publishableKey: undefined as unknown as string },
      'invalid_publishable_key',
      /Copy it whole/,
    ],
    ['a proxyUrl that is no URL', { proxyUrl: 'my-proxy' }, 'invalid_proxy_url', /got "my-proxy"/],
    [
      'a pinned tab with a session cookie',
      { tabSession: 'pinned', sessionCookie },
      'pinned_needs_tokens',
      /leave tabSession out/,
    ],
  ])(
    'behavior: %s is refused before anything happens, and says what to change',
    (_, options, code, message) => {
      expect(() => make(options)).toThrow(expect.objectContaining({ name: 'FrontdeskError', code }))
      expect(() => make(options)).toThrow(message)
    },
  )

  test('behavior: the native scheme with storage is taken, with any kind of key', () => {
    expect(() => make({ scheme: nativeScheme({ storage: memoryStorage() }) })).not.toThrow()
  })

  test('behavior: the native scheme without storage is refused as it is made', () => {
    const make = () => nativeScheme({} as { storage: NativeStorage })
    expect(make).toThrow(expect.objectContaining({ name: 'FrontdeskError', code: 'storage_required' }))
    expect(make).toThrow(/Pass `storage`/)
  })

  test('behavior: two handles that isolate in one QueryClient are isolation_owner_exists', async () => {
    const world = await createWorld()
    const first = world.open()
    const second = world.open({ mount: false, queryClient: first.queryClient })
    expect(() => second.frontdesk.mount()).toThrow(
      expect.objectContaining({
        code: 'isolation_owner_exists',
        message: expect.stringContaining('isolateCache: false'),
      }),
    )
    const third = world.open({
      queryClient: first.queryClient,
      isolateCache: false,
    })
    await booted(third.frontdesk)
    expect(third.frontdesk.state.connection.status).toBe('ready')
  })

  test('behavior: once the owner is unmounted, another may isolate', async () => {
    const world = await createWorld()
    const first = world.open()
    await booted(first.frontdesk)
    first.unmount()
    await new Promise((resolve) => setTimeout(resolve, 5))
    const second = world.open({ queryClient: first.queryClient })
    await booted(second.frontdesk)
    expect(second.frontdesk.state.connection.status).toBe('ready')
  })
})

describe('options that are empty, or have blanks around them', () => {
  test.each<[string, Partial<FrontdeskOptions>]>([
    ['a key with blanks', { publishableKey: ` ${publishableKey}\r\n` }],
    ['an empty proxyUrl', { proxyUrl: '' }],
    ['no proxyUrl', { proxyUrl: null as unknown as undefined }],
    ['a blank domain', { domain: ' ' }],
  ])('behavior: %s is as none', async (_, options) => {
    const world = await createWorld({ signedIn: [alice] })
    const { frontdesk, tab } = world.open(options)
    await booted(frontdesk)
    expect(frontdesk.state.session.status).toBe('signed-in')
    expect(frontdesk.publishableKey).toBe(publishableKey)
    const { cookie } = tab.ambient.cookies
    const plain = world.open()
    await booted(plain.frontdesk)
    expect(plain.tab.ambient.cookies.cookie).toBe(cookie)
  })
})

describe('a key of another kind than that of the box', () => {
  const fapiUrl = 'http://localhost:4400'
  test.each([
    [
      'browser',
      'devBrowser',
      'dev_browser_unauthenticated',
      /An app with a pk_live_ key .* the key here is pk_test_/,
    ],
    [
      'devBrowser',
      'browser',
      'request_invalid_for_environment',
      /An app with a pk_test_ key .* the key here is pk_live_/,
    ],
  ] as const)('behavior: is told, app %s, box %s', async (ofApp, ofBox, code, message) => {
    const app = await createWorld({ scheme: ofApp })
    const box = await createWorld({ scheme: ofBox, browser: { fapiUrl } })
    const { frontdesk } = box.open({ publishableKey: app.fapi.publishableKey, proxyUrl: fapiUrl })
    await booted(frontdesk)
    expect(frontdesk.state.connection.error).toMatchObject({ code, message: expect.stringMatching(message) })
  })
})

describe('the handle', () => {
  test('default: shows loading, and has done nothing', () => {
    const touched: string[] = []
    const ambient = new Proxy(
      {},
      {
        get: (_, name) => {
          touched.push(String(name))
          return undefined
        },
      },
    )
    const frontdesk = createFrontdesk({ publishableKey, queryClient: new QueryClient(), ambient })
    expect(touched).toEqual([])
    expect(frontdesk.publishableKey).toBe(publishableKey)
    expect(frontdesk.state).toEqual({
      connection: { status: 'loading', error: undefined },
      session: {
        status: 'loading',
        sessionId: undefined,
        userId: undefined,
        organizationId: undefined,
        claims: undefined,
        session: undefined,
      },
    })
    expect(frontdesk.state).toBe(frontdesk.state)
  })

  test('behavior: subscribers hear of changes only, and no longer once they stop', async () => {
    const world = await createWorld()
    const { frontdesk } = world.open({ mount: false })
    const states = new Set()
    let calls = 0
    const stop = frontdesk.subscribe(() => {
      calls++
      states.add(frontdesk.state)
    })
    await retry(frontdesk)
    expect(states.size).toBe(calls)
    const before = calls
    await retry(frontdesk)
    expect(calls).toBe(before)
    stop()
    world.fault('GET /client', { status: 400 })
    await retry(frontdesk).catch(() => {})
    expect(calls).toBe(before)
  })

  test('behavior: a server without a document makes requests only when asked', async () => {
    const world = await createWorld({ scheme: 'native' })
    const { fetch } = world.browser.openTab().ambient
    const frontdesk = createFrontdesk({
      publishableKey: world.fapi.publishableKey,
      queryClient: new QueryClient(),
      scheme: nativeScheme({ storage: memoryStorage() }),
      ambient: { fetch },
    })
    expect(world.requests()).toEqual([])
    expect(await retry(frontdesk)).toBeNull()
    expect(world.requests()).toEqual(['GET /client'])
  })
})
