import { createMiddleware } from 'hono/factory'
import { currentClient } from '../security/caller'
import type { FapiEnv } from './env'
import { printable } from './printable'

const secrets =
  /^(__clerk_db_jwt|__dev_session|__session|__client|__clerk_handshake.*|__clerk_ticket|__clerk_testing_token|expired_token|(rotating_token_)?nonce|token|state|code|redirect_url)$/

/** Writes one log entry for each request, even for one that got no answer. */
export const logging = createMiddleware<FapiEnv>(async (c, next) => {
  const box = c.get('box')
  const time = box.clock.now()
  const started = performance.now()
  let status = 0
  try {
    await next()
    status = c.res.status
  } finally {
    box.log.add({
      time,
      method: c.req.method,
      path: printable(c.req.path),
      query: scrub(c.get('url').searchParams),
      status,
      duration: performance.now() - started,
      scheme: c.get('caller')?.token === undefined ? 'none' : c.get('caller').scheme.name,
      clientId: currentClient(c)?.id ?? null,
      email: c.get('email') ?? null,
      text: c.get('text') ?? null,
    })
  }
})

/** A `redirect_url` goes too: apps put tokens into theirs. */
function scrub(query: URLSearchParams): string {
  const kept = [...query].filter(([name]) => !secrets.test(name))
  return printable(new URLSearchParams(kept).toString())
}
