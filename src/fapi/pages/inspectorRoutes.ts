import { Hono } from 'hono'
import * as v from 'valibot'
import { environmentLines } from '../environment'
import type { Fapi } from '../handle'
import type { FapiEnv } from '../http/env'
import { FapiError } from '../http/errors'
import { createChanges } from './changes'
import { ownRead, ownWrite } from './guard'
import { inspectorState } from './inspector/state'

const text = v.optional(v.string())
const number = v.optional(v.pipe(v.number(), v.minValue(0)))

/** What the actions take. Ids are checked by what they are looked up in. */
const inputSchema = v.strictObject({
  id: text,
  user: text,
  ms: v.optional(v.number()),
  method: text,
  path: text,
  times: number,
  status: v.optional(v.pipe(v.number(), v.minValue(200), v.maxValue(599))),
  retryAfter: number,
  delay: number,
  cut: v.optional(v.boolean()),
  body: text,
  location: text,
})

type Action = (input: v.InferOutput<typeof inputSchema> & { id: string }) => unknown

/** What the inspector's buttons do, each by the name of the handle's function that does it. */
function actionsOf(fapi: Fapi): Record<string, Action> {
  return {
    signIn: ({ id, user = '' }) => fapi.signIn(id, user),
    completeTask: ({ id }) => fapi.completeTask(id),
    expireToken: ({ id }) => fapi.expireToken(id),
    expireSession: ({ id }) => fapi.expireSession(id),
    revokeSession: ({ id }) => fapi.revokeSession(id),
    banUser: ({ id }) => fapi.banUser(id),
    unbanUser: ({ id }) => fapi.unbanUser(id),
    lockUser: ({ id }) => fapi.lockUser(id),
    unlockUser: ({ id }) => fapi.unlockUser(id),
    fault: ({ id: _, location, ...fault }) =>
      fapi.fault({ ...fault, ...(location && { headers: { location } }) }),
    removeFault: ({ id }) => fapi.removeFault(Number(id)),
    advanceClock: ({ ms = 0 }) => fapi.clock.advance(ms),
    resetClock: () => fapi.clock.set(Date.now()),
    clearLog: () => fapi.log.clear(),
  }
}

/** `/_frontdesk/…`: what the inspector shows, and what its buttons do. */
export function inspectorRoutes(fapi: Fapi): Hono<FapiEnv> {
  const changes = createChanges()
  fapi.log.subscribe(changes.tell)
  const app = new Hono<FapiEnv>()
    .basePath('/_frontdesk')
    .get('/state', ownRead, (c) => c.json(inspectorState(fapi, new URL(c.req.url).origin)))
    .get('/keys', ownRead, async (c) =>
      c.json({ lines: environmentLines(fapi, new URL(c.req.url).origin), jwtKey: await fapi.jwtKey() }),
    )
    .get('/claims/:id', ownRead, (c) => c.json(refusing(() => fapi.tokenClaims(c.req.param('id')))))
    .get('/events', ownRead, (c) =>
      c.body(eventStream(changes.listen), 200, { 'content-type': 'text/event-stream' }),
    )
  for (const [name, act] of Object.entries(actionsOf(fapi))) {
    app.post(`/${name}`, ownWrite, async (c) => {
      const input = v.safeParse(inputSchema, await c.req.json().catch(() => undefined))
      if (!input.success) throw new FapiError(422, 'form_param_format_invalid', input.issues[0].message)
      const { id = '', ...rest } = input.output
      refusing(() => act({ id, ...rest }))
      changes.tell()
      await fapi.saved()
      return c.json({})
    })
  }
  return app
}

/** What the handle refuses is the caller's mistake. */
function refusing<Result>(act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    throw error instanceof TypeError ? new FapiError(422, 'action_refused', error.message) : error
  }
}

/** Says that something changed, and nothing more: who hears it reads the state. What nobody has read yet is said once. */
function eventStream(listen: (listener: () => void) => () => void): ReadableStream {
  const word = new TextEncoder().encode('data: changed\n\n')
  let stop = () => {}
  return new ReadableStream({
    start(controller) {
      stop = listen(() => {
        if (controller.desiredSize) controller.enqueue(word)
      })
      controller.enqueue(word)
    },
    cancel: () => stop(),
  })
}
