import type { Tab } from '../../src/fapi'
import { type Endpoint, endpoints } from './steps'

/** A request as the page that sent it saw it. */
export interface Request {
  /** Counts all requests of a run. */
  readonly order: number
  readonly method: string
  readonly path: string
  /** Without credentials. */
  readonly sessionInQuery: string | null
  /** By the clock of the world. */
  readonly sentAt: number
  /** The status; undefined while there is no answer, and 0 where there was none. */
  status: number | undefined
  /** Whether something else answered in the place of the Frontend API. */
  isForeign: boolean
  answeredAt: number | undefined
  /** Seconds. */
  retryAfter: number | undefined
}

/** What happens to answers on their way to one tab. */
export interface Mishandling {
  at: Endpoint
  how: 'lose' | 'hold'
}

/** How long an answer is held: longer than most patience. */
const holdingTime = 12_000

export interface Network {
  readonly requests: Request[]
  readonly mishandlings: Mishandling[]
  /** The token of the development browser that it last sent. */
  readonly devBrowser: string | undefined
  /** Lets go of all answers held, and holds and loses no more. */
  heal(): void
  /** Sends as `tab` does, and writes it down. */
  fetchFor(tab: Tab, seen: { isClosed(): boolean }): Tab['ambient']['fetch']
}

/** A sign-in as the server said that it is. */
export interface AttemptSeen {
  readonly id: string
  createdSessionId: string | null
}

/**
 * The wire of one page.
 *
 * @param count - gives each request of the world its number.
 * @param attempts - of all pages, in the order in which the server began them.
 */
export function createNetwork(count: () => number, attempts: AttemptSeen[]): Network {
  const requests: Request[] = []
  const mishandlings: Mishandling[] = []
  let devBrowser: string | undefined
  const releases = new Set<() => void>()

  const held = (signal: AbortSignal | null | undefined) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => over(), holdingTime)
      const over = (error?: unknown) => {
        clearTimeout(timer)
        releases.delete(over)
        if (error) reject(error)
        else resolve()
      }
      releases.add(over)
      signal?.addEventListener('abort', () => over(signal.reason), { once: true })
    })

  return {
    requests,
    mishandlings,
    get devBrowser() {
      return devBrowser
    },
    heal() {
      mishandlings.length = 0
      for (const release of [...releases]) release()
    },
    fetchFor: (tab, seen) => async (url, init) => {
      const { pathname, searchParams } = new URL(url)
      const method = searchParams.get('_method') ?? init.method ?? 'GET'
      const request: Request = {
        order: count(),
        method,
        path: pathname.replace('/v1', ''),
        sessionInQuery: searchParams.get('_clerk_session_id'),
        sentAt: Date.now(),
        status: undefined,
        isForeign: false,
        answeredAt: undefined,
        retryAfter: undefined,
      }
      requests.push(request)
      devBrowser = searchParams.get('__clerk_db_jwt') ?? devBrowser
      const fits = ({ at }: Mishandling) =>
        endpoints[at].test(pathname) && (at !== 'client GET' || method === 'GET')
      const index = mishandlings.findIndex(fits)
      const mishandling = index < 0 ? undefined : mishandlings.splice(index, 1)[0]
      try {
        const response = await tab.ambient.fetch(url, init)
        if (request.path.startsWith('/client/sign_ins')) await note(attempts, response.clone())
        if (mishandling?.how === 'lose') throw new TypeError('Failed to fetch: the answer was lost')
        if (mishandling?.how === 'hold') await held(init.signal)
        // Nothing runs in a closed tab.
        if (seen.isClosed()) await new Promise(() => {})
        request.status = response.status
        request.isForeign = !/json/.test(response.headers.get('content-type') ?? '')
        request.retryAfter = Number(response.headers.get('retry-after')) || undefined
        return response
      } catch (error) {
        request.status = 0
        throw error
      } finally {
        request.answeredAt = Date.now()
      }
    },
  }
}

/** Also what is lost on its way was done. */
async function note(attempts: AttemptSeen[], response: Response): Promise<void> {
  const { id, created_session_id: createdSessionId } =
    (await response.json().then(
      ({ response }) => response,
      () => undefined,
    )) ?? {}
  if (!/^sia_/.test(id)) return
  const known = attempts.find((attempt) => attempt.id === id)
  if (known) known.createdSessionId = createdSessionId
  else attempts.push({ id, createdSessionId })
}
