import { afterEach, expect, test, vi } from 'vitest'
import { cookieSuffix } from './cookieSuffix'

afterEach(() => {
  vi.unstubAllGlobals()
})

test("default: the first eight characters of the key's SHA-1, in base64url, as Clerk's servers have it", async () => {
  expect(await cookieSuffix('pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk')).toBe('nx2hSE6I')
})

test('behavior: never holds what a cookie name or base64url forbids', async () => {
  for (let index = 0; index < 100; index++) {
    expect(await cookieSuffix(`pk_test_${index}`)).toMatch(/^[\w-]{8}$/)
  }
})

test('behavior: there is none without Web Crypto, as in insecure contexts', async () => {
  vi.stubGlobal('crypto', {})
  expect(await cookieSuffix('pk_test_x')).toBeUndefined()
})
