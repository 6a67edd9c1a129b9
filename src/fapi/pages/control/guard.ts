import { createMiddleware } from 'hono/factory'
import { timingSafeEqual } from 'hono/utils/buffer'
import { type FapiContext, type FapiEnv, hostHeader } from '../../http/env'
import { FapiError } from '../../http/errors'
import { isFetchedFrom, ownOrigin } from '../../security/ownOrigin'

export interface ControlOptions {
  /** What has to be shown, as a Bearer token. */
  secret: string
  /** Whether other machines may, too. */
  isOpen: boolean
}

/** What proxies, tunnels and delivery networks add. */
const ofProxies =
  /^(forwarded|via|cdn-loop|clerk-proxy-url|x-forwarded\b.*|x-(real|client|cluster-client|original)-.*|x-(envoy|vercel|azure|appengine|amzn|amz|rewrite|proxy|ngrok|tunnel)-.*|(true|fastly)-client-ip|(cf|fly|ngrok|tailscale)-.*)$/

/**
 * For what controls the box. Who does must hold its secret; be on this machine, unless the box was opened to others; and
 * come directly, as what is behind a proxy or a tunnel is where everybody else comes from, too.
 */
export function controlCall({ secret, isOpen }: ControlOptions) {
  return createMiddleware<FapiEnv>(async (c, next) => {
    const { peer } = c.env
    if (!isOpen && peer !== undefined && !isLoopbackAddress(peer))
      throw new FapiError(403, 'control_peer_invalid', 'Only this machine may control this box: see --host')
    if (isForwarded(c)) {
      const message = 'This is not answered through a proxy or a tunnel: ask the box at its own address'
      throw new FapiError(403, 'control_forwarded', message)
    }
    if (!isOwn(c))
      throw new FapiError(403, 'origin_invalid', 'Only the pages of this box, and programs, may ask for this')
    const [, given = ''] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (!(await timingSafeEqual(given, secret))) {
      const message =
        'Send Authorization: Bearer and the control secret, which is in the address of the inspector that the box printed'
      throw new FapiError(401, 'control_secret_invalid', message)
    }
    if (c.req.method === 'POST' && !/^application\/json\b/.test(c.req.header('content-type') ?? ''))
      throw new FapiError(415, 'unsupported_content_type', 'The body must be JSON')
    await next()
  })
}

function isLoopbackAddress(address: string): boolean {
  return /^((::ffff:)?127\.[\d.]+|::1)$/.test(address)
}

function isForwarded(c: FapiContext): boolean {
  const isBelow = c.env.base !== undefined && new URL(c.env.base).pathname !== '/'
  return isBelow || [...c.req.raw.headers.keys()].some((name) => ofProxies.test(name))
}

/** A browser says which page asks; a program does not. A foreign page can neither leave that out nor lie. */
function isOwn(c: FapiContext): boolean {
  const own = ownOrigin(c)
  const referer = c.req.header('referer')
  const asks = [hostHeader(c, 'origin'), referer && originOf(referer)].filter(
    (origin) => origin !== undefined,
  )
  return (
    own !== undefined && asks.every((origin) => origin === own) && isFetchedFrom(c, 'same-origin', 'none')
  )
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'null'
}
