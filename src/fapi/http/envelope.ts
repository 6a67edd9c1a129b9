import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ConnectionCut } from '../faults'
import type { Ids } from '../ids'
import { serializeClient } from '../resources/client'
import { currentClient } from '../security/caller'
import type { FapiContext } from './env'
import { FapiError } from './errors'
import { printable } from './printable'

/** Answers with a resource; the caller's client rides along, as after every change. */
export async function withClient(c: FapiContext, response: unknown): Promise<Response> {
  const client = currentClient(c)
  return c.json({ response, client: client ? await serializeClient(c, client) : null })
}

/** Clerk's error envelope. */
export function errorEnvelope(
  ids: Ids,
  code: string,
  message: string,
  { longMessage = message, meta = {} } = {},
) {
  return {
    errors: [{ code, message: printable(message), long_message: printable(longMessage), meta }],
    clerk_trace_id: ids.randomText(32).toLowerCase(),
  }
}

/** Turns whatever was thrown into an answer. What is not a refusal is a bug: it is answered without details. */
export async function answerError(error: Error, c: FapiContext): Promise<Response> {
  if (error instanceof ConnectionCut) throw error
  const { ids } = c.get('box')
  if (!(error instanceof FapiError)) {
    console.error('frontdesk/fapi: a request failed', error)
    return c.json(errorEnvelope(ids, 'internal_clerk_error', 'Oops, an unexpected error occurred'), 500)
  }
  const envelope = errorEnvelope(ids, error.code, error.message, error.options)
  for (const { code, message, options } of error.options.also ?? []) {
    envelope.errors.push(...errorEnvelope(ids, code, message, options).errors)
  }
  const client = c.req.method !== 'GET' && c.get('caller')?.authorized ? currentClient(c) : undefined
  const meta = client && { meta: { client: await serializeClient(c, client) } }
  return c.json({ ...envelope, ...meta }, error.status as ContentfulStatusCode, error.options.headers)
}

/** Answers a request to a path that there is not. */
export function refusePath(c: FapiContext): never {
  throw new FapiError(
    404,
    'resource_not_found',
    `${c.req.method} ${c.req.path} is not part of this Frontend API`,
  )
}
