import { describe, expect, test } from 'vitest'
import { createHosts } from '../../../../test/support/host'
import { memoryStorage, refusal } from '../../../../test/support/world'
import { createFapi } from '../../../fapi'
import type { NativeStorage } from '../../host/storedList'
import { FrontdeskError } from '../errors'
import { createWire } from '../wire'
import { nativeScheme } from './native'
import type { OutgoingRequest } from './scheme'

const { publishableKey } = createFapi({ keyType: 'live' })

/** Requests of a native app, as far as its scheme goes. */
function open(storage: NativeStorage = memoryStorage(), scope = 'scope') {
  const scheme = nativeScheme({ storage })
  const wire = createWire(createHosts()({ scope }).host, { publishableKey, scheme })
  async function ask() {
    const url = new URL('https://clerk.example/v1/client')
    const request: OutgoingRequest = { url, headers: new Headers(), credentials: 'include' }
    const receive = await scheme.authorize(wire, request)
    return {
      request,
      answer: async (headers: Record<string, string> = {}) => receive?.(new Response(null, { headers })),
    }
  }
  return { scheme, wire, ask }
}

function openStored(token?: string) {
  const storage = memoryStorage()
  const key = 'frontdesk.scope.client'
  if (token !== undefined) storage.items.set(key, token)
  return { ...open(storage), storage, stored: () => storage.items.get(key) }
}

describe('a request', () => {
  test.each([
    ['the stored token', 'token', 'token'],
    ['an empty one where none is stored', undefined, ''],
  ])('behavior: carries %s, says that it is native, and no cookies', async (_, stored, sent) => {
    const { request } = await (await openStored(stored)).ask()
    expect(request.headers.get('Authorization')).toBe(sent)
    expect(request.url.searchParams.get('_is_native')).toBe('1')
    expect(request.credentials).toBe('omit')
  })
})

describe('an answer', () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    ['a token is stored', { Authorization: 'new' }, 'new'],
    ['a token is stored without its Bearer', { authorization: 'bearer  new' }, 'new'],
    ['an empty one takes the token away', { Authorization: '' }, undefined],
    ['where it says nothing, the token stays', {}, 'old'],
  ])('behavior: %s', async (_, headers, stored) => {
    const opened = openStored('old')
    const { answer } = await opened.ask()
    await answer(headers)
    expect(opened.stored()).toBe(stored)
    const refusal = opened.scheme.checkToken?.(opened.wire, new FrontdeskError('signed_out', { status: 401 }))
    if (stored) await expect(refusal).rejects.toMatchObject({ code: 'client_token_rejected' })
    else await refusal
  })

  test('behavior: to a request from before forget() stores nothing; to a later one it does', async () => {
    const { scheme, wire, ask, stored } = openStored('old')
    const early = await ask()
    await scheme.forget?.(wire)
    expect(stored()).toBe(undefined)
    await early.answer({ Authorization: 'late' })
    expect(stored()).toBe(undefined)
    const later = await ask()
    await later.answer({ Authorization: 'new' })
    expect(stored()).toBe('new')
  })
})

test('behavior: handles of other instances keep their own token in the same storage', async () => {
  const storage = memoryStorage()
  const [one, two] = [open(storage, 'one'), open(storage, 'two')]
  for (const [opened, token] of [
    [one, 'token of one'],
    [two, 'token of two'],
  ] as const)
    await (await opened.ask()).answer({ Authorization: token })
  const early = await two.ask()
  await one.scheme.forget?.(one.wire)
  await early.answer({ Authorization: 'new' })
  expect([...storage.items.values()]).toEqual(['new'])
})

describe('a storage that fails', () => {
  const broken = new Error('locked')
  const breaking = (part: keyof NativeStorage) => ({
    ...memoryStorage(),
    [part]: () => Promise.reject(broken),
  })

  test.each<[keyof NativeStorage, (opened: ReturnType<typeof open>) => Promise<unknown>]>([
    ['getItem', ({ ask }) => ask()],
    [
      'getItem',
      async ({ scheme, wire }) =>
        scheme.checkToken?.(wire, new FrontdeskError('signed_out', { status: 401 })),
    ],
    ['setItem', async ({ ask }) => (await ask()).answer({ Authorization: 'new' })],
    ['removeItem', async ({ ask }) => (await ask()).answer({ Authorization: '' })],
    ['removeItem', async ({ scheme, wire }) => scheme.forget?.(wire)],
  ])('behavior: in %s is storage_failed, with its cause', async (part, act) => {
    expect(await refusal(act(open(breaking(part))))).toMatchObject({ code: 'storage_failed', cause: broken })
  })
})
