import { createFapi, generateSigningKey, testSigningKey } from 'frontdesk/fapi'
import { afterEach, describe, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
})

const { crypto } = globalThis

describe.each([
  // As in jsdom, and on pages on plain http.
  ['without its signing', { getRandomValues: crypto.getRandomValues.bind(crypto) }],
  ['and all of crypto', undefined],
])('where Web Crypto is missing, %s', (_, given) => {
  const refusal = expect.objectContaining({
    code: 'web_crypto_missing',
    message: expect.stringContaining('crypto.subtle is missing'),
  })

  test('behavior: no box is made', () => {
    vi.stubGlobal('crypto', given)
    expect(() => createFapi()).toThrow(refusal)
    expect(() => createFapi({ signingKey: testSigningKey })).toThrow(refusal)
  })

  test('behavior: no key is made', async () => {
    vi.stubGlobal('crypto', given)
    await expect(generateSigningKey()).rejects.toEqual(refusal)
  })
})
