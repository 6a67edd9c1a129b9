import { isRecord } from './auth'
import type { Settings } from './settings'

/** Milliseconds that the Backend API has, in all tries together. */
const patience = 5000

/** What the Backend API answered; without a status it was not reached. */
export interface BackendAnswer {
  readonly status: number | undefined
  /** The body of a 2xx; elsewhere what Clerk says is wrong, if it does. */
  readonly body: Record<string, unknown> | undefined
  /** Why this is no good answer: for people, without secrets. */
  readonly failure: string | undefined
  /** Whether all the time there is has been used up. */
  readonly isLate: boolean
}

/** Calls the Backend API. Never rejects. */
export type Backend = (method: string, path: string, body?: object) => Promise<BackendAnswer>

export function createBackend({ secretKey, fetch, apiUrl }: Settings): Backend {
  const base = (apiUrl || 'https://api.clerk.com').replace(/\/+$/, '')
  const send = fetch ?? ((request: Request) => globalThis.fetch(request))
  return async (method, path, body) => {
    const what = `${method} /v1${path.replace(/\?.*/, '')}`
    const signal = AbortSignal.timeout(patience)
    // Not every `fetch` listens to it.
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error(`no answer in ${patience / 1000} s`)))
    })
    const ask = async () => {
      const headers = { authorization: `Bearer ${secretKey}`, 'clerk-api-version': '2026-05-12' }
      const content = body && {
        body: JSON.stringify(body),
        headers: { ...headers, 'content-type': 'application/json' },
      }
      const init = { method, headers, redirect: 'manual', signal, ...content } as const
      const response = await send(new Request(`${base}/v1${path}`, init))
      return { status: response.status, body: parse(await response.text()) }
    }
    try {
      const answer = await Promise.race([ask(), late])
      const isGood = answer.status >= 200 && answer.status < 300 && answer.body
      return { ...answer, failure: isGood ? undefined : `${what} answered ${answer.status}`, isLate: false }
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string } }
      const failure = `${what} failed: ${cause?.code ?? message}`
      return { status: undefined, body: undefined, failure, isLate: signal.aborted }
    }
  }
}

/** Whatever the content type says: some servers add a charset, which is no reason to sign anybody out. */
function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
