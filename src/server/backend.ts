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
export type Backend = (method: string, path: string, body?: unknown) => Promise<BackendAnswer>

export function createBackend({ secretKey, fetch, apiUrl }: Settings): Backend {
  const base = (apiUrl || 'https://api.clerk.com').replace(/\/+$/, '')
  const send = fetch ?? ((request: Request) => globalThis.fetch(request))
  return async (method, path, body) => {
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isLate = false
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        isLate = true
        reject(new Error(`no answer in ${patience / 1000} s`))
        controller.abort()
      }, patience)
    })
    const ask = async () => {
      const response = await send(
        new Request(`${base}/v1${path}`, {
          method,
          headers: {
            authorization: `Bearer ${secretKey}`,
            'clerk-api-version': '2026-05-12',
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          redirect: 'manual',
          signal: controller.signal,
        }),
      )
      return { status: response.status, text: await response.text() }
    }
    try {
      const { status, text } = await Promise.race([ask(), late])
      const parsed = parse(text)
      const isGood = status >= 200 && status < 300 && parsed !== undefined
      const failure = isGood ? undefined : `${method} /v1${path.replace(/\?.*/, '')} answered ${status}`
      return { status, body: parsed, failure, isLate }
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string } }
      const failure = `${method} /v1${path.replace(/\?.*/, '')} failed: ${cause?.code ?? message}`
      return { status: undefined, body: undefined, failure, isLate }
    } finally {
      clearTimeout(timer)
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
