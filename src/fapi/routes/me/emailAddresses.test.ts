import { describe, expect, test } from 'vitest'
import { createCaller } from '../../testCaller'
import { ann, annElsewhere, minute, schemes, sessionIn, signedInAnn } from './testUser'

const path = '/v1/me/email_addresses'
const work = 'ann@work.example'
const bea = { identifier: 'bea@example.com', password: 'bea-password' }

type User = Awaited<ReturnType<typeof signedInAnn>>
const addresses = (answer: Parameters<typeof sessionIn>[0]) =>
  sessionIn(answer).user.email_addresses.map(({ email_address }) => email_address)

async function add({ ask }: Pick<User, 'ask'>, email_address = work): Promise<string> {
  return (await ask('POST', path, { email_address })).body.response.id
}

async function addVerified(user: User, email_address = work): Promise<string> {
  const id = await add(user, email_address)
  await user.ask('POST', `${path}/${id}/prepare_verification`, { strategy: 'email_code' })
  const { code } = user.fapi.emails.entries.at(-1)!
  const answer = await user.ask('POST', `${path}/${id}/attempt_verification`, { code })
  expect(answer.body.response.verification).toMatchObject({ status: 'verified', strategy: 'email_code' })
  return id
}

test.each(schemes)('default: one is added, proved by a code, and signs in: %s', async (_, options) => {
  const user = await signedInAnn(options)
  const added = await user.ask('POST', path, { email_address: 'Ann@Work.example' })
  expect(added.body.response).toMatchObject({
    object: 'email_address',
    email_address: work,
    verification: null,
  })
  await addVerified(user, 'ann@home.example')
  const other = await createCaller({ fapi: user.fapi, native: 'native' in options })
  const begin = (identifier: string) =>
    other.call('POST', '/v1/client/sign_ins', { form: { identifier, password: ann.password } })
  expect((await begin(work)).code).toBe('form_identifier_not_found')
  expect((await begin('ANN@home.example')).body.response.created_session_id).not.toBeNull()
})

test('default: a code for a sign-in goes to the address that was typed', async () => {
  const user = await signedInAnn()
  await addVerified(user)
  const other = await createCaller({ fapi: user.fapi })
  const { body } = await other.call('POST', '/v1/client/sign_ins', {
    form: { identifier: work, strategy: 'email_code' },
  })
  expect(user.fapi.emails.entries.at(-1)).toMatchObject({ to: work })
  const attempt = await other.call('POST', `/v1/client/sign_ins/${body.response.id}/attempt_first_factor`, {
    form: { strategy: 'email_code', code: user.fapi.emails.entries.at(-1)!.code },
  })
  expect(attempt.body.response.created_session_id).not.toBeNull()
})

describe('a link', () => {
  const redirect_url = 'http://localhost:3000/verified'
  const send = async (user: User) => {
    const id = await add(user)
    await user.ask('POST', `${path}/${id}/prepare_verification`, { strategy: 'email_link', redirect_url })
    return { id, link: user.fapi.emails.entries.at(-1)!.link! }
  }
  const follow = async (user: Pick<User, 'call'>, link: string) => {
    const { headers } = await user.call('GET', link, { headers: { 'sec-fetch-mode': 'navigate' } })
    return new URL(headers.get('location')!).searchParams.get('__clerk_status')
  }

  test('default: proves it, once, wherever it is followed', async () => {
    const user = await signedInAnn()
    const { id, link } = await send(user)
    const elsewhere = await createCaller({ fapi: user.fapi })
    expect(await follow(elsewhere, link)).toBe('verified')
    expect((await user.ask('GET', `${path}/${id}`)).body.response.verification).toMatchObject({
      status: 'verified',
      strategy: 'email_link',
    })
    expect(await follow(elsewhere, link)).toBe('failed')
  })

  test('behavior: is too old, of another browser, or for an address that somebody has taken', async () => {
    const late = await signedInAnn()
    const sent = await send(late)
    late.fapi.clock.advance(10 * minute)
    expect(await follow(late, sent.link)).toBe('expired')
    const strict = await signedInAnn({ sameClientLinks: true })
    const { link } = await send(strict)
    expect(await follow(await createCaller({ fapi: strict.fapi }), link)).toBe('client_mismatch')
    expect(await follow(strict, link)).toBe('verified')
    const slow = await signedInAnn({ others: [bea] })
    const own = await send(slow)
    const query = {
      _clerk_session_id: (
        await slow.call('POST', '/v1/client/sign_ins', {
          form: { identifier: bea.identifier, password: bea.password },
        })
      ).body.response.created_session_id!,
    }
    const beas: Pick<User, 'ask'> = {
      ask: (method, at, form) => slow.call(method, at, { query, ...(form && { form }) }),
    }
    await addVerified({ ...slow, ...beas })
    expect(await follow(slow, own.link)).toBe('failed')
  })
})

test('error: an address that somebody has taken meanwhile stays unverified, and its code is not used up', async () => {
  const user = await signedInAnn()
  const id = await add(user)
  await user.ask('POST', `${path}/${id}/prepare_verification`, { strategy: 'email_code' })
  const { code } = user.fapi.emails.entries.at(-1)!
  const other = await annElsewhere(user)
  const form = { email_address: work, password: 'bea-password' }
  const headers = { authorization: `Bearer ${user.fapi.secretKey}` }
  const body = new URLSearchParams(form)
  await other.fapi.fetch(new Request('http://localhost:4400/v1/users', { method: 'POST', headers, body }))
  for (let count = 0; count < 2; count++) {
    const answer = await user.ask('POST', `${path}/${id}/attempt_verification`, { code: code! })
    expect(answer).toMatchObject({ status: 400, code: 'identification_claimed' })
  }
  const { verification } = (await user.ask('GET', `${path}/${id}`)).body.response
  expect(verification).toMatchObject({ status: 'unverified', attempts: 0 })
})

test('error: 400 for the address that is the only way in, until there is another', async () => {
  const user = await signedInAnn({ user: { password: undefined, username: 'annie' } })
  const { primary_email_address_id: id } = (await user.ask('GET', '/v1/me')).body.response as unknown as {
    primary_email_address_id: string
  }
  const refused = await user.ask('DELETE', `${path}/${id}`)
  expect(refused).toMatchObject({ status: 400, code: 'last_identification_deletion_failed' })
  expect(user.fapi.users).toMatchObject([{ identifier: ann.identifier }])
  const second = await addVerified(user)
  expect((await user.ask('DELETE', `${path}/${id}`)).status).toBe(200)
  expect((await user.ask('DELETE', `${path}/${second}`)).status).toBe(400)
  expect((await user.ask('DELETE', `${path}/${await add(user, 'ann@home.example')}`)).status).toBe(200)
})

test('default: another one becomes the primary, and the first may go', async () => {
  const user = await signedInAnn()
  const id = await addVerified(user)
  const chosen = await user.ask('PATCH', '/v1/me', { primary_email_address_id: id })
  expect(chosen.body.response).toMatchObject({ primary_email_address_id: id })
  expect(addresses(chosen)).toEqual([work, ann.identifier])
  const [, first] = chosen.body.response.email_addresses as unknown as { id: string }[]
  const removed = await user.ask('DELETE', `${path}/${first!.id}`)
  expect(removed.body.response).toEqual({ object: 'email_address', id: first!.id, deleted: true })
  expect(addresses(removed)).toEqual([work])
  expect(user.fapi.users).toMatchObject([{ identifier: work }])
})

test('behavior: where the primary one goes, the next takes its place', async () => {
  const user = await signedInAnn()
  await addVerified(user)
  const { email_addresses } = (await user.ask('GET', '/v1/me')).body.response
  const removed = await user.ask('DELETE', `${path}/${(email_addresses[0] as unknown as { id: string }).id}`)
  expect(addresses(removed)).toEqual([work])
})

test('behavior: the first of a user who had none is who they go by', async () => {
  const user = await signedInAnn({ user: { identifier: 'ann', username: 'ann' } })
  const id = await addVerified(user)
  expect((await user.ask('GET', '/v1/me')).body.response).toMatchObject({ primary_email_address_id: id })
  const removed = await user.ask('DELETE', `${path}/${id}`)
  expect(addresses(removed)).toEqual([])
  expect(user.fapi.users).toMatchObject([{ identifier: 'ann' }])
})

test.each<[string, (user: User) => Promise<unknown>, number, string]>([
  ['none', ({ ask }) => ask('POST', path), 422, 'form_param_missing'],
  [
    'what is none',
    ({ ask }) => ask('POST', path, { email_address: 'ann' }),
    422,
    'form_param_format_invalid',
  ],
  [
    'another’s',
    ({ ask }) => ask('POST', path, { email_address: 'BEA@example.com' }),
    422,
    'form_identifier_exists',
  ],
  [
    'the own one',
    ({ ask }) => ask('POST', path, { email_address: ann.identifier }),
    422,
    'form_identifier_exists',
  ],
  [
    'one twice',
    async (user) => add(user).then(() => user.ask('POST', path, { email_address: work })),
    422,
    'form_identifier_exists',
  ],
  [
    'a strange way',
    async (user) =>
      user.ask('POST', `${path}/${await add(user)}/prepare_verification`, { strategy: 'phone_code' }),
    422,
    'form_param_value_invalid',
  ],
  [
    'a code before one was sent',
    async (user) => user.ask('POST', `${path}/${await add(user)}/attempt_verification`, { code: '1' }),
    400,
    'verification_missing',
  ],
  ['an unknown one', ({ ask }) => ask('GET', `${path}/idn_x`), 404, 'resource_not_found'],
  ['an unknown one, removed', ({ ask }) => ask('DELETE', `${path}/idn_x`), 404, 'resource_not_found'],
  [
    'one as primary that is not proved',
    async (user) => user.ask('PATCH', '/v1/me', { primary_email_address_id: await add(user) }),
    400,
    'verification_missing',
  ],
  [
    'an unknown one as primary',
    ({ ask }) => ask('PATCH', '/v1/me', { primary_email_address_id: 'idn_x' }),
    404,
    'resource_not_found',
  ],
  [
    'the last one, removed',
    async ({ ask }) =>
      ask(
        'DELETE',
        `${path}/${((await ask('GET', '/v1/me')).body.response as unknown as { primary_email_address_id: string }).primary_email_address_id}`,
      ),
    400,
    'last_identification_deletion_failed',
  ],
])('error: %s', async (_, act, status, code) => {
  const user = await signedInAnn({ others: [bea] })
  expect(await act(user)).toMatchObject({ status, code })
})

test('error: 403 for who has not proved to be the user for a while', async () => {
  const user = await signedInAnn()
  const id = await addVerified(user)
  user.fapi.clock.advance(11 * minute)
  const answers = [
    await user.ask('POST', path, { email_address: 'a@b.c' }),
    await user.ask('DELETE', `${path}/${id}`),
    await user.ask('DELETE', '/v1/me'),
  ]
  for (const answer of answers)
    expect(answer).toMatchObject({ status: 403, code: 'session_reverification_required' })
  expect(user.fapi.users).toHaveLength(1)
})

test('error: 404 for an address of another user', async () => {
  const user = await signedInAnn({ others: [bea] })
  const id = await add(user)
  const { created_session_id } = (
    await user.call('POST', '/v1/client/sign_ins', {
      form: { identifier: bea.identifier, password: bea.password },
    })
  ).body.response
  const query = { _clerk_session_id: created_session_id! }
  for (const [method, step] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/prepare_verification'],
  ] as const) {
    const answer = await user.call(method, `${path}/${id}${step}`, {
      query,
      form: { strategy: 'email_code' },
      ...(method === 'GET' && { form: undefined as never }),
    })
    expect(answer).toMatchObject({ status: 404 })
  }
})

test('behavior: what was added is there after a restart, and elsewhere', async () => {
  const user = await signedInAnn()
  await addVerified(user)
  const other = await annElsewhere(user)
  expect(addresses(await other.ask('GET', '/v1/me'))).toEqual([ann.identifier, work])
})
