import { expect, test } from 'vitest'
import { createCaller } from '../testCaller'

const path = '/v1/client/sign_ins'
const form = 'application/x-www-form-urlencoded'

test('default: reads a urlencoded and a multipart form', async () => {
  const multipart = new FormData()
  multipart.set('identifier', 'alice@example.com')
  multipart.set('avatar', new Blob(['x']), 'x.png')
  for (const body of [new URLSearchParams({ identifier: 'alice@example.com' }), multipart]) {
    const { call } = await createCaller()
    expect((await call('POST', path, { body })).body.response.identifier).toBe('alice@example.com')
  }
})

test('behavior: no body is an empty form, whatever its type', async () => {
  for (const type of [form, 'application/json', 'multipart/form-data']) {
    const { call } = await createCaller()
    const answer = await call('POST', '/v1/client', { body: '', headers: { 'content-type': type } })
    expect(answer.status).toBe(200)
  }
})

test('behavior: repeated keys are one value again', async () => {
  const users = [{ identifier: 'a@example.com', password: 'one,two' }]
  const { call } = await createCaller({ users })
  const body = 'identifier=a%40example.com&password=one&password=two'
  expect((await call('POST', path, { body, headers: { 'content-type': form } })).body.response.status).toBe(
    'complete',
  )
})

test.each(['application/json', 'text/plain', 'application/octet-stream', ''])(
  'error: 415 for a body of type "%s"',
  async (type) => {
    const { call } = await createCaller()
    const answer = await call('POST', path, { body: new Blob(['{}']), headers: { 'content-type': type } })
    expect(answer).toMatchObject({ status: 415, code: 'unsupported_content_type' })
  },
)

test('behavior: of a list each value is measured, and all together', async () => {
  const { fapi } = await createCaller()
  const headers = { authorization: `Bearer ${fapi.secretKey}` }
  const ask = async (path: string, json?: object) => {
    const init = json && { method: 'POST', body: JSON.stringify(json) }
    const type = { 'content-type': 'application/json' }
    const url = `http://localhost:4400${path}`
    const response = await fapi.fetch(
      new Request(url, { headers: { ...headers, ...(json && type) }, ...init }),
    )
    return response.status
  }
  const ids = (count: number, length: number) =>
    `/v1/users?${Array.from({ length: count }, () => `user_id=${'u'.repeat(length)}`).join('&')}`
  expect(await ask(ids(40, 32))).toBe(200)
  expect(await ask(ids(2, 1025))).toBe(422)
  expect(await ask(ids(1, 1025))).toBe(422)
  expect(await ask(ids(17, 1000))).toBe(422)
  const list = (length: number) => Array.from({ length }, (_, index) => `somebody.${index}@example.com`)
  expect(await ask('/v1/users', { email_address: list(50) })).toBe(200)
  expect(await ask('/v1/users', { email_address: list(1000) })).toBe(422)
  const actor = (length: number) => ({
    user_id: fapi.users[0]!.id,
    actor: { sub: 'x', note: 'n'.repeat(length) },
  })
  expect(await ask('/v1/actor_tokens', actor(4000))).toBe(200)
  expect(await ask('/v1/actor_tokens', actor(4096))).toBe(422)
})

test('error: a server with a wrong key hears that, not that its JSON is no form', async () => {
  const { call, fapi } = await createCaller()
  const send = async (authorization: string) => {
    const headers = { 'content-type': 'application/json', authorization, origin: '' }
    const { status, code } = await call('POST', '/v1/users', { body: '{}', headers })
    return [status, code]
  }
  expect(await send(`Bearer ${fapi.secretKey}`)).toEqual([422, 'form_param_missing'])
  expect(await send(`Bearer ${fapi.secretKey}x`)).toEqual([401, 'clerk_key_invalid'])
  expect(await send('Bearer sk_live_other')).toEqual([401, 'clerk_key_invalid'])
  expect(await send('Bearer eyJ')).toEqual([415, 'unsupported_content_type'])
})

test.each(['multipart/form-data', 'multipart/form-data; boundary=x'])(
  'error: 400 for a malformed %s',
  async (type) => {
    const { call } = await createCaller()
    const answer = await call('POST', path, { body: '--y\r\nnonsense', headers: { 'content-type': type } })
    expect(answer).toMatchObject({ status: 400, code: 'request_body_invalid' })
  },
)

test('behavior: bytes that are no text make no trouble', async () => {
  const { call } = await createCaller()
  const answer = await call('POST', path, {
    body: 'identifier=%E0%A4%A&%=%&&==&password=x',
    headers: { 'content-type': form },
  })
  expect(answer).toMatchObject({ status: 422, code: 'form_identifier_not_found' })
})

const mebibyte = 1024 * 1024

test('error: 413 above 1 MiB, announced or not', async () => {
  const { call, fapi } = await createCaller()
  const exactly = `a=${'x'.repeat(mebibyte - 2)}`
  const headers = { 'content-type': form }
  expect((await call('POST', '/v1/client', { body: exactly, headers })).status).toBe(200)
  await call('DELETE', '/v1/client')
  const announced = await call('POST', '/v1/client', {
    body: 'a',
    headers: { ...headers, 'content-length': String(mebibyte + 1) },
  })
  expect(announced).toMatchObject({ status: 413, code: 'request_too_large' })
  expect(await call('POST', '/v1/client', { body: `${exactly}x`, headers })).toMatchObject({ status: 413 })
  expect(fapi.clients).toEqual([])
})

test('behavior: reads a body where requests show none, as in Firefox', async () => {
  const hidden = Object.getOwnPropertyDescriptor(Request.prototype, 'body')!
  Object.defineProperty(Request.prototype, 'body', { get: () => undefined, configurable: true })
  try {
    const { call } = await createCaller()
    const body = new URLSearchParams({ identifier: 'alice@example.com' })
    expect((await call('POST', path, { body })).body.response.identifier).toBe('alice@example.com')
    const large = new URLSearchParams({ a: 'x'.repeat(mebibyte) })
    expect((await call('POST', path, { body: large })).status).toBe(413)
  } finally {
    Object.defineProperty(Request.prototype, 'body', hidden)
  }
})

test('error: 400 when the body breaks off', async () => {
  const { call } = await createCaller()
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
  const answer = await call('POST', path, { body, headers: { 'content-type': form } })
  expect(answer).toMatchObject({ status: 400, code: 'request_body_invalid' })
})

test.each([
  '\u001b[2J\u001b]0;x\u0007@example.com',
  'a\u009b31m@example.com',
  'a\u0000@example.com',
  'a\n@example.com',
  'a\u007f@x',
])('attack: %j, which a terminal would obey, comes no further than the door', async (address) => {
  const { fapi, call } = await createCaller()
  const forms = [
    ['/v1/client/sign_ups', { email_address: address, password: 'ann-password' }],
    ['/v1/client/sign_ups', { first_name: address }],
    ['/v1/client/sign_ins', { identifier: address, strategy: 'email_code' }],
  ] as const
  for (const [path, form] of forms) expect((await call('POST', path, { form })).status).toBe(422)
  const odd = `/v1/${encodeURIComponent(address)}`
  await call('GET', odd)
  const said = JSON.stringify([fapi.emails.entries, fapi.log.entries, fapi.users])
  expect(
    JSON.parse(said)
      .flat()
      .map((entry: object) => Object.values(entry))
      .join(),
  ).not.toMatch(/\p{Cc}/u)
  expect((await call('GET', odd)).body.errors[0]!.message).not.toMatch(/\p{Cc}/u)
})

test('attack: what is long is refused, and the log keeps its beginning', async () => {
  const { fapi, call } = await createCaller()
  const long = 'x'.repeat(1025)
  const most = (answer: { status: number; code: string | undefined }) => [answer.status, answer.code]
  for (const form of [
    { identifier: long },
    { strategy: long },
    { identifier: 'bob@example.com', password: long },
  ])
    expect(most(await call('POST', path, { form }))).toEqual([422, 'form_param_max_length_exceeded'])
  const email_address = `${'x'.repeat(300)}@example.com`
  expect((await call('POST', '/v1/client/sign_ups', { form: { email_address } })).code).toBe(
    'form_param_format_invalid',
  )
  await call('GET', `/v1/${'y'.repeat(1_000_000)}`)
  expect(JSON.stringify(fapi.log.entries).length).toBeLessThan(10_000)
})

test('attack: no answer is sniffed, and what a fault says runs at no origin of the box', async () => {
  const { fapi, call } = await createCaller()
  fapi.fault({
    path: '/v1/environment',
    body: '<script>1</script>',
    headers: { 'content-security-policy': "script-src 'unsafe-inline'" },
  })
  const { headers } = await call('GET', '/v1/environment')
  expect([headers.get('content-security-policy'), headers.get('x-content-type-options')]).toEqual([
    'sandbox',
    'nosniff',
  ])
  const client = await call('GET', '/v1/client')
  expect([client.headers.get('cache-control'), client.headers.get('x-content-type-options')]).toEqual([
    'no-store',
    'nosniff',
  ])
})
