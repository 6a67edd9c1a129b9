import { expect, test } from 'vitest'
import { fc } from '../../../test/support/fuzz'
import type { Fapi } from '../../fapi'
import { createFapiWithPages } from '../pages/createFapiWithPages'
import { createCaller, sharedKey } from '../testCaller'
import { calls, endpoints, headerValue, jsonObjects, oddText, parameters } from './arbitraries'
import { newUser } from './holders'

const origin = 'http://localhost:3000'

/** Stand for ids that exist only once a run has begun. */
const ids = ['SESSION', 'OTHER-SESSION', 'SIGN-IN', 'CLIENT'] as const

const oddHeaders = fc.dictionary(
  fc.constantFrom(
    ...['origin', 'authorization', 'cookie', 'content-type', 'content-length', 'accept', 'x-forwarded-proto'],
    ...[
      'sec-fetch-mode',
      'sec-fetch-site',
      'access-control-request-method',
      'access-control-request-headers',
    ],
    ...['clerk-api-version', 'clerk-proxy-url', 'clerk-secret-key'],
  ),
  fc.oneof(headerValue, fc.constantFrom(origin, 'Bearer SECRET', 'Bearer a.b.c', 'navigate')),
  { maxKeys: 3 },
)

/** Bodies as data, so that a failure shows them. */
const bodies = fc.oneof(
  { weight: 5, arbitrary: fc.record({ form: parameters }) },
  fc.constant(undefined),
  fc.record({ multipart: parameters }),
  fc.record({
    type: fc.constantFrom('multipart/form-data; boundary=b', 'application/json', ''),
    text: oddText.map((text) => `--b\r\n${text}`),
  }),
  fc.record({ type: fc.constant('application/json'), text: jsonObjects }),
  fc.constant({ type: 'application/x-www-form-urlencoded', text: `password=${'x'.repeat(2 ** 20)}` }),
)

function toBody(body: typeof bodies extends fc.Arbitrary<infer Body> ? Body : never): BodyInit | undefined {
  if (body === undefined) return undefined
  if ('form' in body) return new URLSearchParams(body.form)
  if ('text' in body) return new Blob([body.text], { type: body.type })
  const data = new FormData()
  for (const [name, value] of body.multipart) data.append(name, value)
  return data
}

/** One thing or another of what a caller may send, right ones more often than not. */
const requests = fc.record({
  call: calls(fc.constantFrom(...ids)),
  query: fc.oneof(
    { weight: 3, arbitrary: parameters.map((pairs) => String(new URLSearchParams(pairs))) },
    oddText,
  ),
  isKnown: fc.oneof(fc.constant(true), fc.boolean()),
  headers: fc.oneof({ weight: 2, arbitrary: fc.constant<Record<string, string>>({}) }, oddHeaders),
  body: bodies,
})

/** A client of two users with a sign-in under way, and how to send as its holder. */
async function createHolder(fapi: Fapi, native: boolean) {
  const users = [await newUser(fapi), await newUser(fapi)]
  const seeded = await fapi.seedClient({ users })
  const { clientId, clientToken, devBrowser, sessionIds } = seeded
  const names: Record<string, string> = {
    SESSION: sessionIds[0]!,
    'OTHER-SESSION': sessionIds[1]!,
    CLIENT: clientId,
    SECRET: fapi.secretKey,
  }
  const resolve = (text: string) =>
    text.replace(/SESSION|OTHER-SESSION|SIGN-IN|CLIENT|SECRET/g, (id) => names[id]!)
  const request = (
    method: string,
    path: string,
    isKnown: boolean,
    odd: Record<string, string>,
    body?: BodyInit,
  ) => {
    const text = `http://localhost:4400${resolve(path)}`
    fc.pre(URL.canParse(text))
    const url = new URL(text)
    // The pages for people answer with HTML.
    fc.pre(!/^\/(sign-(in|up)|_frontdesk\/.*)?$/.test(url.pathname))
    if (native) url.searchParams.set('_is_native', '1')
    if (isKnown && devBrowser && !native) url.searchParams.set('__clerk_db_jwt', devBrowser)
    const headers: Record<string, string> = native ? { authorization: clientToken } : { origin }
    if (isKnown && !native) headers.cookie = `__client=${clientToken}`
    for (const [name, value] of Object.entries(odd)) headers[name] = resolve(value)
    const withBody = body !== undefined && !/^(get|head)$/i.test(method)
    return new Request(url, { method, headers, ...(withBody && { body }) })
  }
  const signIn = request(
    'POST',
    '/v1/client/sign_ins',
    true,
    {},
    new URLSearchParams({ identifier: 'bob@example.com' }),
  )
  const { response } = (await (await fapi.fetch(signIn)).json()) as { response: { id: string } }
  names['SIGN-IN'] = response.id
  return request
}

async function checkAnswer(response: Response, { method, url }: Request): Promise<void> {
  expect(response.status).toBeLessThan(500)
  const text = await response.text()
  const location = response.headers.get('location')
  const { origin: box, pathname } = new URL(url)
  // A form that a provider sends goes on as a link.
  if (method === 'POST' && pathname === '/v1/oauth_callback' && response.status === 303)
    return expect(location).toMatch(new RegExp(`^${box}/v1/oauth_callback\\?`))
  if (pathname === '/v1/oauth_provider' && response.headers.get('content-type')?.startsWith('text/html'))
    return expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  if (response.status === 307) expect(location).toMatch(/^http:\/\/localhost:3000\//)
  else expect(location).toBeNull()
  if (method === 'HEAD' || response.status === 204 || response.status === 307) return expect(text).toBe('')
  expect(response.headers.get('content-type')).toBe('application/json')
  const body: unknown = JSON.parse(text)
  if (response.status < 400) return
  const words = expect.stringMatching(/./)
  expect(body).toMatchObject({
    errors: [{ code: expect.stringMatching(/^[a-z_]+$/), message: words, long_message: words, meta: {} }],
    clerk_trace_id: expect.stringMatching(/^\w{32}$/),
  })
}

test.each([
  ['test', false],
  ['live', false],
  ['live', true],
] as const)(
  'behavior: whatever is sent, with a %s key, native %s: an answer in the envelope, never a 500',
  { timeout: 60_000 },
  async (keyType, native) => {
    const fapi = createFapiWithPages({ keyType, signingKey: await sharedKey() })
    const property = fc.asyncProperty(fc.array(requests, { minLength: 1, maxLength: 5 }), async (sent) => {
      const request = await createHolder(fapi, native)
      for (const {
        call: [method, path],
        query,
        isKnown,
        headers,
        body,
      } of sent) {
        const made = request(method, `${path}?${query}`, isKnown, headers, toBody(body))
        await checkAnswer(await fapi.fetch(made), made)
      }
    })
    await fc.assert(property, { numRuns: 120, timeout: 10_000 })
  },
)

test('behavior: whatever JSON a server sends: an answer in the envelope, never a 500', {
  timeout: 60_000,
}, async () => {
  const fapi = createFapiWithPages({ signingKey: await sharedKey() })
  const headers = { authorization: `Bearer ${fapi.secretKey}`, 'content-type': 'application/json' }
  const rightBody = fc.uuid().map((id) => JSON.stringify({ email_address: [`${id}@example.com`] }))
  const sent = fc.oneof({ weight: 19, arbitrary: jsonObjects }, rightBody)
  const property = fc.asyncProperty(sent, async (body) => {
    const request = new Request('http://localhost:4400/v1/users', { method: 'POST', headers, body })
    await checkAnswer(await fapi.fetch(request), request)
    const list = new Request('http://localhost:4400/v1/users?limit=500', { headers })
    await checkAnswer(await fapi.fetch(list), list)
  })
  await fc.assert(property, { numRuns: 500 })
  expect(fapi.users.length).toBeGreaterThan(3)
})

test('behavior: every endpoint is among those tried, and what reaches none is named', async () => {
  expect(endpoints.map((endpoint) => endpoint.join(' '))).toEqual(
    expect.arrayContaining(['GET /v1/client/handshake', 'POST /v1/client/sessions/:id/tokens/:template']),
  )
  const { call } = await createCaller()
  expect((await call('POST', '/v1//client')).body.errors[0]?.message).toContain('POST /v1//client')
})
