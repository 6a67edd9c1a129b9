import { isRecord } from './auth'
import type { Backend } from './backend'
import type { Settings } from './settings'

/** Milliseconds: after these, keys are asked for in the background; they count on as long as nobody answers. */
const fresh = 5 * 60_000
/** After these they count no longer. */
const longest = 24 * 3_600_000
/** How soon to ask again: for a key that nobody knew, and after a failure. */
const pauses = { unknown: 30_000, failure: 1000 }
const tries = 3

/** Which of some keys are this instance's. */
export interface FoundKeys {
  /** By the ids that were asked for; those that are not there are nobody's. */
  readonly pems: ReadonlyMap<string, string>
  /** Any key of the instance, for tokens that name none. */
  readonly any: string | undefined
  /** Why there is no key at all. */
  readonly failure: string | undefined
}

/** Finds the public keys of tokens, asking the Backend API as seldom as can be. Never rejects. */
export type Keys = (ids: readonly string[]) => Promise<FoundKeys>

export function createKeys({ jwtKey }: Settings, backend: Backend): Keys {
  if (jwtKey)
    return async (ids) => ({ pems: new Map(ids.map((id) => [id, jwtKey])), any: jwtKey, failure: undefined })
  let pems = new Map<string, string>()
  let loadedAt = 0
  let failedAt = 0
  let failure: string | undefined
  let flight: Promise<void> | undefined
  /** One at a time, for all who ask meanwhile. */
  const load = () => {
    flight ??= fetchKeys(backend)
      .then((result) => {
        if (typeof result === 'string') {
          failure = result
          failedAt = Date.now()
          return
        }
        pems = result
        loadedAt = Date.now()
        failure = undefined
      })
      .finally(() => {
        flight = undefined
      })
    return flight
  }
  return async (ids) => {
    const age = ageOf(loadedAt)
    if (age > longest) pems = new Map()
    const isMissing = pems.size === 0 || ids.some((id) => !pems.has(id))
    const isDue = age > (isMissing && pems.size > 0 ? pauses.unknown : fresh)
    if (flight && isMissing) await flight
    else if (isDue && ageOf(failedAt) > pauses.failure) {
      const loading = load()
      if (isMissing) await loading
    }
    const found = ids.flatMap((id): [string, string][] => (pems.has(id) ? [[id, pems.get(id)!]] : []))
    const [any] = pems.values()
    return { pems: new Map(found), any, failure: any ? undefined : failure }
  }
}

/** Milliseconds since then. A clock that has been set back does not tell: it is time to ask, and none to forget. */
function ageOf(time: number): number {
  const age = Date.now() - time
  return age < 0 ? fresh + 1 : age
}

/** @returns the keys by their ids, or why there are none. */
async function fetchKeys(backend: Backend): Promise<Map<string, string> | string> {
  let failure = ''
  for (let attempt = 1; attempt <= tries; attempt++) {
    const answer = await backend('GET', '/jwks')
    const keys = readKeys(answer.body?.keys)
    if (!answer.failure && keys.size > 0) return keys
    failure = answer.failure ?? 'GET /v1/jwks answered without a key'
    const isRefusal = answer.status !== undefined && answer.status >= 400 && answer.status < 500
    if (isRefusal || answer.isLate || attempt === tries) break
    await new Promise((resolve) => setTimeout(resolve, 100 * attempt))
  }
  return failure
}

function readKeys(list: unknown): Map<string, string> {
  const entries = (Array.isArray(list) ? list : []).flatMap((key): [string, string][] => {
    if (!isRecord(key)) return []
    const { kid, kty, n, e } = key
    const isUsable = typeof kid === 'string' && kty === 'RSA' && e === 'AQAB' && /^[\w-]+$/.test(`${n}`)
    return isUsable ? [[kid, pemOf(`${n}`)]] : []
  })
  return new Map(entries)
}

/** The text that the engine takes a modulus out of, whatever its length. It is a PEM only of keys with 2048 bits. */
const pemOf = (n: string) =>
  `-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${n.replaceAll('-', '+').replaceAll('_', '/')}IDAQAB\n-----END PUBLIC KEY-----`
