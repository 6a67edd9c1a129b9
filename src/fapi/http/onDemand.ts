import { Hono } from 'hono'
import type { FapiContext, FapiEnv } from './env'

/**
 * Routes whose code is loaded when one of them is first asked for: what a password sign-in, the client and tokens do not
 * need weighs nothing until then.
 *
 * @param paths - each as `POST /v1/client/sign_ups`, so that it is known before. @param load - gives a Hono that has them.
 */
export function onDemand(paths: readonly string[], load: () => Promise<Hono<FapiEnv>>): Hono<FapiEnv> {
  const app = new Hono<FapiEnv>()
  for (const entry of paths) {
    const [method, path] = entry.split(' ') as [string, string]
    app.on(method, path, async (c) => {
      const { routes } = await load()
      const handlers = routes.filter((route) => route.path === path && route.method === method)
      if (handlers.length === 0) throw new Error(`Nothing answers ${entry}.`)
      return run(
        c,
        handlers.map(({ handler }) => handler),
      )
    })
  }
  return app
}

/** Each may go on with the next; the last one answers. */
async function run(c: FapiContext, [handler, ...rest]: Hono<FapiEnv>['routes'][number]['handler'][]) {
  const answer = await handler!(c, async () => {
    c.res = await run(c, rest)
  })
  return (answer as Response | undefined) ?? c.res
}
