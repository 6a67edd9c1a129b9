import { bodyLimit } from 'hono/body-limit'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { environmentLines } from '../../environment'
import type { FapiEnv } from '../../http/env'
import { FapiError } from '../../http/errors'
import { inspectorState } from '../inspector/state'
import { actionsOf, type Controlled, inputSchema } from './actions'
import { createChanges } from './changes'
import { type ControlOptions, controlCall } from './guard'

/** Bytes of a body. */
const maxSize = 64 * 1024

const limitBody = bodyLimit({
  maxSize,
  onError() {
    throw new FapiError(413, 'request_too_large', 'The body is larger than 64 KiB')
  },
})

/** `/_frontdesk/…`, the control API: what the inspector shows, and what it, a test or `curl` has the box do. */
export function controlRoutes(controlled: Controlled, options: ControlOptions): Hono<FapiEnv> {
  const { fapi, webhooks } = controlled
  const changes = createChanges()
  fapi.log.subscribe(changes.tell)
  webhooks?.subscribe(changes.tell)
  const app = new Hono<FapiEnv>()
    .basePath('/_frontdesk')
    .use(controlCall(options), limitBody)
    .get('/state', (c) => c.json(inspectorState(fapi, webhooks, new URL(c.req.url).origin)))
    .get('/keys', async (c) =>
      c.json({ lines: environmentLines(fapi, new URL(c.req.url).origin), jwtKey: await fapi.jwtKey() }),
    )
    .get('/claims/:id', async (c) => c.json(await refusing(() => fapi.tokenClaims(c.req.param('id')))))
    .get('/webhooks/:id', (c) => {
      const delivery = webhooks?.deliveries.find(({ id }) => id === c.req.param('id'))
      if (!delivery) throw new FapiError(404, 'resource_not_found', 'There is no such webhook')
      return c.json(delivery)
    })
    .get('/events', (c) => {
      // Who asks for the head alone would never hang up.
      if (c.req.method === 'HEAD') return c.body(null)
      return c.body(eventStream(changes.listen), 200, { 'content-type': 'text/event-stream' })
    })
  for (const [name, act] of Object.entries(actionsOf(controlled))) {
    app.post(`/${name}`, async (c) => {
      const input = v.safeParse(inputSchema, parseBody(await c.req.text()))
      if (!input.success) throw new FapiError(422, 'form_param_format_invalid', input.issues[0].message)
      const answer = await refusing(() => act(withNames(input.output)))
      changes.tell()
      await fapi.saved()
      return c.json((answer ?? {}) as object)
    })
  }
  return app
}

function withNames<Input extends { id?: string | undefined; user?: string | undefined }>(input: Input) {
  return { ...input, id: input.id ?? '', user: input.user ?? '' }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the handle refuses is the caller's mistake. */
async function refusing<Result>(act: () => Result): Promise<Awaited<Result>> {
  try {
    return await act()
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
