import { storageKey } from '../../host/host'
import { perHandle } from '../../host/perHandle'
import type { NativeStorage } from '../../host/storedList'
import { FrontdeskError } from '../errors'
import type { Wire } from '../wire'
import type { SecurityScheme } from './scheme'

/**
 * For the option `scheme` in native apps: ProductionNativeApp with ProductionNativeFlag. The client token travels
 * in `Authorization`, both ways. No cookies.
 *
 * @param storage - keeps the client token and the undelivered sign-outs, e.g. a secure store.
 * @throws FrontdeskError `storage_required`.
 *
 * @example
 * createFrontdesk({ publishableKey, queryClient, scheme: nativeScheme({ storage: SecureStore }) })
 */
export function nativeScheme({ storage }: { storage: NativeStorage }): SecurityScheme {
  if (!storage) throw new FrontdeskError('storage_required')
  const key = (wire: Wire) => storageKey(wire, 'client')

  async function use<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      throw new FrontdeskError('storage_failed', { cause })
    }
  }

  return {
    name: 'native',
    storage,
    async authorize(wire, request) {
      const calls = perHandle(wire, countForgets)
      const sentAfter = calls.count
      request.url.searchParams.set('_is_native', '1')
      request.credentials = 'omit'
      request.headers.set('Authorization', (await use(() => storage.getItem(key(wire)))) ?? '')
      return async ({ headers }) => {
        const token = headers.get('Authorization')?.replace(/^Bearer\b\s*/i, '')
        // A late answer must not bring back a token that was forgotten.
        if (token !== undefined && sentAfter === calls.count) {
          await use(() => (token ? storage.setItem(key(wire), token) : storage.removeItem(key(wire))))
        }
      }
    },
    async checkToken(wire, refusal) {
      const { status, errors } = refusal
      if (status === 401 && (await use(() => storage.getItem(key(wire)))))
        throw new FrontdeskError('client_token_rejected', { status, errors, cause: refusal })
    },
    async forget(wire) {
      perHandle(wire, countForgets).count++
      await use(() => storage.removeItem(key(wire)))
    },
  }
}

const countForgets = () => ({ count: 0 })
