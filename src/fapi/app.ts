import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono/tiny'
import type { Box } from './box'
import { beyond } from './http/beyond'
import { cors } from './http/cors'
import type { FapiEnv, FapiHost } from './http/env'
import { answerError, refusePath } from './http/envelope'
import { applyFault } from './http/fault'
import { readForm } from './http/form'
import { logging } from './http/logging'
import { allowMethods, methodsByPath } from './http/method'
import { readParams } from './http/params'
import { persist } from './http/persist'
import { sendCookies } from './http/sendCookies'
import { handshakePayloadRoutes } from './routes/backend/handshakePayload'
import { clientRoutes } from './routes/client'
import { devBrowserRoutes } from './routes/devBrowser'
import { jwksRoutes } from './routes/jwks'
import { sessionRoutes } from './routes/sessions'
import { signInRoutes } from './routes/signIns'
import { touchRoutes } from './routes/touch'
import { headerPolicy, identify } from './security/middleware'
import { noSaver } from './storage'

/** What a password sign-in, the client and tokens need. Everything else is in `routes/later.ts`, where a new resource goes. */
export const routes = [
  clientRoutes,
  sessionRoutes,
  signInRoutes,
  touchRoutes,
  handshakePayloadRoutes,
  devBrowserRoutes,
  jwksRoutes,
]

type Answer = (request: Request, host: FapiHost) => Response | Promise<Response>

/** Answers what is asked of a box. What most never ask for is loaded when it is first asked for, and weighs nothing until then. */
export function createAnswer(box: Box, pages?: Hono<FapiEnv>): Answer {
  const saving = box.saver === noSaver ? [] : [persist(box.saver)]
  const app = createApp(box, routes, saving)
  const paths = [...methodsByPath(routes).keys()].map((path) => path.replace(/:\w+/g, '[^/]+'))
  const isSoon = new RegExp(`^[^/]+//[^/]+(${paths.join('|')})/?([?#]|$)`)
  let whole: Promise<Hono<FapiEnv>> | undefined
  return async (request, host) => {
    // What servers have said of the instance holds for every request.
    if (isSoon.test(request.url) && box.state.beyond.size === 0) return app.fetch(request, host)
    whole ??= beyond().then(({ admitOrigins, laterRoutes }) => {
      admitOrigins(box)
      return createApp(box, [...routes, ...laterRoutes], saving, pages)
    })
    // In a tab, it may be the network that failed: the next request tries again.
    whole.catch(() => {
      whole = undefined
    })
    return (await whole).fetch(request, host)
  }
}

/** `pages` are no part of the Frontend API: no fault hits them, and no page of another origin reads them. */
function createApp(
  box: Box,
  routes: readonly Hono<FapiEnv>[],
  saving: MiddlewareHandler<FapiEnv>[],
  pages?: Hono<FapiEnv>,
): Hono<FapiEnv> {
  // clerk-js asks for some paths with a slash at the end.
  const app = new Hono<FapiEnv>({ strict: false })
  app.use(async (c, next) => {
    c.set('box', box)
    const url = new URL(c.req.url)
    c.set('url', url)
    c.set('query', readParams(url.searchParams))
    c.set('setCookies', [])
    await next()
    // Browsers would show an account again after a step back, though it has signed out since.
    const { headers } = c.res
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
    headers.set('x-content-type-options', 'nosniff')
    // By the box's own clock: what servers tell the skew of theirs by.
    headers.set('date', new Date(box.clock.now()).toUTCString())
  })
  if (pages) app.route('/', pages)
  app.use(logging, cors, sendCookies, identify, ...saving, headerPolicy, applyFault)
  for (const [path, methods] of methodsByPath(routes)) app.all(path, allowMethods(methods))
  if (box.options.limits) {
    app.use(async (c, next) => {
      ;(await beyond()).limitRate(c)
      await next()
    })
  }
  app.use(readForm)
  for (const route of routes) app.route('/', route)
  app.notFound(refusePath)
  app.onError(answerError)
  return app
}
