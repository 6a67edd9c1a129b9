import type { NativeStorage } from '../../types'
import { anonymous, type OutgoingRequest, type SecurityScheme } from './scheme'

/**
 * ProductionNativeApp with ProductionNativeFlag: the client token travels in `Authorization`, both ways,
 * and lives in the storage that the app passed. No cookies.
 */
export function nativeScheme(storage: NativeStorage, storageKey: string): SecurityScheme {
  /** Counts the calls of `forget`, so that an answer to an older request stores nothing. */
  let generation = 0
  const sentIn = new WeakMap<OutgoingRequest, number>()
  return {
    ...anonymous,
    async authorize(request) {
      sentIn.set(request, generation)
      request.url.searchParams.set('_is_native', '1')
      request.credentials = 'omit'
      request.headers.set('Authorization', (await storage.getItem(storageKey)) ?? '')
    },
    async receive(response, request) {
      const header = response.headers.get('Authorization')
      if (header === null || sentIn.get(request) !== generation) return
      const token = header.replace(/^Bearer\b\s*/i, '')
      await (token ? storage.setItem(storageKey, token) : storage.removeItem(storageKey))
    },
    async hasClientToken() {
      return Boolean(await storage.getItem(storageKey))
    },
    async forget() {
      generation++
      await storage.removeItem(storageKey)
    },
  }
}
