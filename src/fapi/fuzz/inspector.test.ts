import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { fc } from '../../../test/support/fuzz'
import { controlRoutes } from '../pages/control/routes'
import type { FapiWithPages } from '../pages/createFapiWithPages'
import { createCaller, type TestCaller } from '../testCaller'
import { headerValue, jsonObjects, oddText } from './arbitraries'

const box = 'http://localhost:4400'

/** Stand for ids that exist only once a run has begun. */
const ids = ['SESSION', 'USER', 'CLIENT', 'BROWSER', 'FAULT', 'alice@example.com'] as const

const id = fc.constantFrom(...ids)
const number = fc.oneof(
  fc.double(),
  fc.double({ min: -1e9, max: 1e9 }),
  fc.integer(),
  fc.constantFrom(200, 204, 307, 0.5, 1e300, -1e300),
)
const text = fc.oneof(oddText, fc.constantFrom('/v1/client', 'GET', 'https://elsewhere.example/'))
const fault = fc.record(
  { method: text, path: text, status: number, retryAfter: number, times: number, body: text, location: text },
  { requiredKeys: [] },
)

/** What a button might send: what it is for more often than not. */
const bodies = fc.oneof(
  fc.oneof(fc.record({ id }), fc.record({ id, user: id }), fc.record({ ms: number }), fault).map(toJson),
  fc.dictionary(fc.constantFrom('id', 'user', 'ms', 'cut'), fc.oneof(number, text, fc.boolean())).map(toJson),
  jsonObjects,
  oddText,
)

function toJson(value: object): string {
  return JSON.stringify(value)
}

async function createInspected() {
  const caller = await createCaller()
  const { fapi, credentials } = caller
  await caller.signIn('carol')
  const { routes } = controlRoutes({ fapi, webhooks: undefined, reset() {} }, { secret: '', isOpen: false })
  const paths = routes.map(({ method, path }) => `${method} ${path}`)
  const asked = paths.filter((path) => /^(GET|POST) (?!.*\/(events|reset|waitFor\w+)$)/.test(path))
  const authorization = `Bearer ${(fapi as FapiWithPages).controlSecret}`
  return { ...caller, paths: [...new Set(asked)], credentials, authorization }
}

function idsOf({ fapi, credentials }: TestCaller): Record<string, string> {
  return {
    SESSION: fapi.sessions.at(-1)?.id ?? '',
    USER: fapi.users[0]!.id,
    CLIENT: fapi.clients[0]?.id ?? '',
    BROWSER: credentials.devBrowser!,
    FAULT: String(fapi.faults[0]?.id),
  }
}

async function checkAnswer(answer: Response): Promise<void> {
  expect(answer.status).toBeLessThan(500)
  const body: unknown = await answer.json()
  if (answer.status < 400) return
  expect(body).toMatchObject({ errors: [{ code: expect.stringMatching(/^[a-z_]+$/), meta: {} }] })
}

test('behavior: whatever the inspector asks for: an answer in the envelope, never a 500, and a box that goes on', {
  timeout: 60_000,
}, async () => {
  const { paths } = await createInspected()
  const step = fc.oneof(
    fc.tuple(fc.constantFrom(...paths), bodies),
    fc.tuple(fc.constant('POST /_frontdesk/advanceClock'), fc.record({ ms: number }).map(toJson)),
    fc.tuple(fc.constant('POST /_frontdesk/fault'), fault.map(toJson)),
  )
  const steps = fc.array(step, { minLength: 1, maxLength: 4 })
  const own = { origin: box, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const property = fc.asyncProperty(steps, async (taken) => {
    const caller = await createInspected()
    const { fapi, call, signIn, authorization } = caller
    for (const [operation, text] of taken) {
      const known = idsOf(caller)
      const [method = '', path = ''] = operation.replace(':id', known.SESSION!).split(' ')
      const body = text.replace(/SESSION|USER|CLIENT|BROWSER|FAULT/g, (id) => known[id]!)
      const headers = { ...own, authorization }
      const init = { method, headers, ...(method === 'POST' && { body }) }
      await checkAnswer(await fapi.fetch(new Request(box + path, init)))
    }
    for (const { id } of fapi.faults) fapi.removeFault(id)
    // What it saves must be what could be loaded again: else this is a 500.
    await call('DELETE', '/v1/client')
    const { status, body } = await signIn('carol')
    expect(status).toBe(200)
    const { updated_at, sessions } = body.client!
    const times = [updated_at, sessions[0]!.updated_at, decodeJwt(sessions[0]!.last_active_token!.jwt).exp]
    expect(times.filter((time) => !Number.isSafeInteger(time))).toEqual([])
  })
  await fc.assert(property, { numRuns: 600 })
})

test('behavior: whoever is not its own page gets nothing from it, whatever they send', {
  timeout: 60_000,
}, async () => {
  const caller = await createInspected()
  const { fapi, paths, authorization } = caller
  const before = () => JSON.stringify([fapi.sessions, fapi.users, fapi.clients, fapi.faults])
  const state = before()
  const origins = fc.oneof(
    headerValue,
    fc.constantFrom('http://localhost:3000', 'null', 'https://localhost:4400'),
  )
  const property = fc.asyncProperty(
    fc.constantFrom(...paths),
    origins,
    bodies,
    async (operation, origin, text) => {
      const known = idsOf(caller)
      fc.pre(origin !== box)
      const [method = '', path = ''] = operation.replace(':id', known.SESSION!).split(' ')
      const headers = { origin, authorization, 'content-type': 'application/json' }
      const body = text.replace(/SESSION|USER|CLIENT|BROWSER|FAULT/g, (id) => known[id]!)
      const answer = await fapi.fetch(
        new Request(box + path, { method, headers, ...(method === 'POST' && { body }) }),
      )
      expect(answer.status).toBe(403)
      await checkAnswer(answer)
      expect(before()).toBe(state)
    },
  )
  await fc.assert(property, { numRuns: 300 })
})
