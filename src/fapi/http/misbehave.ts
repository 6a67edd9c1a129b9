import type { Next } from 'hono'
import { ConnectionCut, type FapiFault } from '../faults'
import type { Ids } from '../ids'
import type { FapiContext } from './env'
import { errorEnvelope } from './envelope'

/** Codes of Clerk's that go with a status, for faults that name none. */
const codes: Record<number, string> = {
  401: 'authentication_invalid',
  404: 'resource_not_found',
  429: 'too_many_requests',
  500: 'internal_clerk_error',
  503: 'maintenance_mode',
}

/** Does to a request what a fault says. */
export async function misbehave(c: FapiContext, fault: FapiFault, next: Next): Promise<Response | undefined> {
  if (fault.delay) await new Promise((resolve) => setTimeout(resolve, fault.delay))
  if (fault.cut) throw new ConnectionCut()
  const status = statusOf(fault)
  if (status !== undefined) return answer(c.get('box').ids, fault, status)
  await next()
  return undefined
}

function statusOf({ status, retryAfter, body, headers }: FapiFault): number | undefined {
  if (status !== undefined) return status
  if (retryAfter !== undefined) return 429
  return body === undefined && headers === undefined ? undefined : 200
}

function answer(ids: Ids, fault: FapiFault, status: number): Response {
  const body = bodyOf(ids, fault, status)
  const isMarkup = body?.trimStart().startsWith('<')
  const headers = new Headers(
    body === null ? {} : { 'content-type': isMarkup ? 'text/html' : 'application/json' },
  )
  if (fault.retryAfter !== undefined) headers.set('retry-after', String(fault.retryAfter))
  for (const [name, value] of Object.entries(fault.headers ?? {})) headers.set(name, value)
  // Whatever it says it is, it is no page of the box: nothing in it runs at the box's own origin.
  headers.set('content-security-policy', 'sandbox')
  return new Response(body, { status, headers })
}

function bodyOf(ids: Ids, { body }: FapiFault, status: number): string | null {
  if (typeof body === 'string') return body
  if (body !== undefined) return JSON.stringify(body)
  const isEmpty = status < 400
  return isEmpty
    ? null
    : JSON.stringify(errorEnvelope(ids, codes[status] ?? 'fault_injected', 'A fault was injected here'))
}
