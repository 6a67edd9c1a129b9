import { describe, expect, test } from 'vitest'
import { createFapi } from '../../../fapi'
import { annElsewhere, schemes, sessionIn, signedInAnn } from './testUser'

test.each(schemes)('PATCH /v1/me: names and metadata, each by itself: %s', async (_, options) => {
  const { ask } = await signedInAnn(options)
  const named = await ask('PATCH', '/v1/me', { first_name: ' Ann ', last_name: 'Archer', username: 'annie' })
  expect(named.body.response).toMatchObject({ first_name: 'Ann', last_name: 'Archer', username: 'annie' })
  const same = await ask('PATCH', '/v1/me', { username: 'annie', last_name: '' })
  expect(same.body.response).toMatchObject({ first_name: 'Ann', last_name: null, username: 'annie' })
  const noted = await ask('PATCH', '/v1/me', { unsafe_metadata: '{"a":{"b":1}}' })
  expect(noted.body.response).toMatchObject({ unsafe_metadata: { a: { b: 1 } } })
  expect(sessionIn(noted).user).toEqual(noted.body.response)
})

test('PATCH /v1/me/metadata: is merged in depth, and null takes away', async () => {
  const { ask } = await signedInAnn({ user: { unsafeMetadata: { a: { b: 1, c: 2 }, d: [1] } } })
  const unsafe_metadata = JSON.stringify({ a: { c: null, e: 3 }, d: [2], __proto__x: 1, constructor: 'x' })
  const { body } = await ask('PATCH', '/v1/me/metadata', { unsafe_metadata })
  expect(body.response).toMatchObject({
    unsafe_metadata: { a: { b: 1, e: 3 }, d: [2], __proto__x: 1, constructor: 'x' },
  })
  expect(JSON.stringify(body.response)).not.toContain('"c":')
})

describe('a user who goes by a username alone', () => {
  const user = { identifier: 'annie', username: 'annie' }

  test('behavior: is called by another one, from the next start on, too', async () => {
    const kept: string[] = []
    const save = (state: object) => void kept.push(JSON.stringify(state))
    const storage = { load: () => undefined, save }
    const { ask, fapi } = await signedInAnn({ user, storage })
    await ask('PATCH', '/v1/me', { username: 'anna' })
    expect(fapi.users[0]!.identifier).toBe('anna')
    const again = createFapi({ storage: { load: () => JSON.parse(kept.at(-1)!) } })
    expect(again.users[0]!.identifier).toBe('anna')
  })

  test('behavior: goes by the number where the username is taken back', async () => {
    const phones = [{ number: '+15555550100', verified: false }, { number: '+15555550101' }]
    const { ask, fapi } = await signedInAnn({ user: { ...user, phones } })
    expect(await ask('PATCH', '/v1/me', { username: '' })).toMatchObject({ status: 200 })
    expect(fapi.users[0]!.identifier).toBe('+15555550101')
  })

  test('behavior: a server does the same', async () => {
    const { fapi } = await signedInAnn({ user })
    const headers = { authorization: `Bearer ${fapi.secretKey}`, 'content-type': 'application/json' }
    const rename = (username: string) => {
      const body = JSON.stringify({ username })
      const url = `http://localhost:4400/v1/users/${fapi.users[0]!.id}`
      return fapi.fetch(new Request(url, { method: 'PATCH', headers, body }))
    }
    expect((await rename('anna')).status).toBe(200)
    expect(fapi.users[0]!.identifier).toBe('anna')
    expect((await rename('')).status).toBe(400)
    expect(fapi.users[0]!.identifier).toBe('anna')
  })

  test('error: 400 for taking back the last name', async () => {
    const { ask } = await signedInAnn({ user })
    const code = 'last_identification_deletion_failed'
    expect(await ask('PATCH', '/v1/me', { username: '' })).toMatchObject({ status: 400, code })
    expect((await ask('GET', '/v1/me')).body.response).toMatchObject({ username: 'annie' })
  })
})

test.each([
  ['username', 'a b', 'form_username_invalid_character'],
  ['username', 'x', 'form_username_invalid_length'],
  ['username', 'bea_1', 'form_identifier_exists'],
  ['unsafe_metadata', '[]', 'form_param_format_invalid'],
])('error: 422 for the %s "%s", and nothing has changed', async (name, value, code) => {
  const { ask } = await signedInAnn({
    others: [{ identifier: 'bea@example.com', username: 'bea_1' }],
  })
  const before = (await ask('GET', '/v1/me')).body.response
  expect(await ask('PATCH', '/v1/me', { first_name: 'X', [name]: value })).toMatchObject({
    status: 422,
    code,
  })
  expect((await ask('GET', '/v1/me')).body.response).toEqual(before)
})

test.each([
  ['username', 'anna'],
  ['primary_email_address_id', 'idn_x'],
  ['primary_phone_number_id', 'idn_x'],
])('error: 403 for another %s by who has not proved to be the user for a while', async (name, value) => {
  const { ask, fapi } = await signedInAnn()
  fapi.clock.advance(11 * 60_000)
  expect(await ask('PATCH', '/v1/me', { [name]: value })).toMatchObject({
    status: 403,
    code: 'session_reverification_required',
  })
  expect((await ask('PATCH', '/v1/me', { first_name: 'Anna' })).status).toBe(200)
})

test('a telephone becomes the primary one', async () => {
  const phones = [{ number: '+15555550100' }, { number: '+15555550101' }]
  const { ask } = await signedInAnn({ user: { phones } })
  const [, { id }] = (await ask('GET', '/v1/me')).body.response.phone_numbers as [unknown, { id: string }]
  const { body } = await ask('PATCH', '/v1/me', { primary_phone_number_id: id })
  expect(body.response).toMatchObject({ primary_phone_number_id: id })
  expect(await ask('PATCH', '/v1/me', { primary_phone_number_id: 'idn_x' })).toMatchObject({ status: 404 })
})

test('a picture: is shown until it is taken away', async () => {
  const { ask, call, sessionId, fapi } = await signedInAnn()
  const body = new FormData()
  body.append('file', new Blob([Uint8Array.from([0xff, 0xd8, 0xff, 0])]), 'me.jpg')
  const query = { _clerk_session_id: sessionId }
  const added = await call('POST', '/v1/me/profile_image', { query, body })
  const { public_url } = added.body.response as unknown as { public_url: string }
  expect(sessionIn(added).user).toMatchObject({ has_image: true, image_url: public_url })
  expect((await fapi.fetch(new Request(public_url))).headers.get('content-type')).toBe('image/jpeg')
  const removed = await ask('DELETE', '/v1/me/profile_image')
  expect(sessionIn(removed).user).toMatchObject({ has_image: false, image_url: '' })
  expect(await ask('DELETE', '/v1/me/profile_image')).toMatchObject({ status: 404 })
})

test('DELETE /v1/me: a user is gone, everywhere', async () => {
  const organizations = [{ name: 'Acme', members: [{ user: 'ann@example.com' }] }]
  const user = await signedInAnn({ organizations })
  const other = await annElsewhere(user)
  await user.fapi.signInToken('ann@example.com')
  const { body } = await user.ask('DELETE', '/v1/me')
  expect(body.response).toMatchObject({ object: 'user', deleted: true })
  expect(body.client!.sessions).toEqual([])
  expect(user.fapi.users).toEqual([])
  expect(user.fapi.sessions).toEqual([])
  expect(user.fapi.organizations[0]!.members).toEqual([])
  expect((await other.call('GET', '/v1/client')).body.response.sessions).toEqual([])
  expect(await other.ask('GET', '/v1/me')).toMatchObject({ status: 401 })
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Windows',
    'Chrome',
    '140',
    false,
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'Linux',
    'Firefox',
    '145',
    false,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'iPhone',
    'Safari',
    '18',
    true,
  ],
  ['curl/8', '', '', '', false],
  ['', '', '', '', false],
])('devices: %s', async (userAgent, device_type, browser_name, browser_version, is_mobile) => {
  const { call } = await signedInAnn()
  const form = { identifier: 'ann@example.com', password: 'ann-password' }
  await call('DELETE', '/v1/client')
  await call('POST', '/v1/client/sign_ins', { form, headers: { 'user-agent': userAgent } })
  const sessions = (await call('GET', '/v1/me/sessions/active')).body as unknown as {
    latest_activity: object
  }[]
  expect(sessions.at(-1)!.latest_activity).toMatchObject({
    device_type,
    browser_name,
    browser_version,
    is_mobile,
    city: 'This machine',
    ip_address: '127.0.0.1',
  })
})
