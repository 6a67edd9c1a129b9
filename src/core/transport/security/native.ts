import { FrontdeskError } from '../../errors'
import type { NativeStorage } from '../../types'
import type { SecurityScheme } from './scheme'

/**
 * ProductionNativeApp with ProductionNativeFlag: the client token travels in `Authorization`, both ways,
 * and lives in the storage that the app passed. No cookies.
 */
export function nativeScheme(storage: NativeStorage, key: string): SecurityScheme {
  /** Counts the calls of `forget`, so that an answer to an older request stores nothing. */
  let generation = 0

  async function use<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      throw new FrontdeskError('storage_failed', { cause })
    }
  }

  return {
    async authorize(request) {
      const sentIn = generation
      request.url.searchParams.set('_is_native', '1')
      request.credentials = 'omit'
      request.headers.set('Authorization', (await use(() => storage.getItem(key))) ?? '')
      return async ({ headers }) => {
        const token = headers.get('Authorization')?.replace(/^Bearer\b\s*/i, '')
        if (token !== undefined && sentIn === generation) {
          await use(() => (token ? storage.setItem(key, token) : storage.removeItem(key)))
        }
      }
    },
    hasClientToken: async () => Boolean(await use(() => storage.getItem(key))),
    async forget() {
      generation++
      await use(() => storage.removeItem(key))
    },
  }
}
