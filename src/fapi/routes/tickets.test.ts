import { describe, expect, it } from 'vitest'
import { createCaller } from '../testCaller'

const day = 24 * 60 * 60 * 1000

async function stage(options: Parameters<typeof createCaller>[0] = {}) {
  const caller = await createCaller(options)
  const { fapi } = caller
  const headers = { authorization: `Bearer ${fapi.secretKey}`, 'content-type': 'application/json' }
  const server = async (method: string, path: string, body?: object) => {
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const response = await fapi.fetch(new Request(`http://localhost:4400/v1${path}`, init))
    const json = await response.json()
    return { status: response.status, body: json, code: json.errors?.[0]?.code }
  }
  const signIn = (ticket: string) =>
    caller.call('POST', '/v1/client/sign_ins', { form: { strategy: 'ticket', ticket } })
  /** As a browser that is led there: it sends no `Origin`. */
  const visit = async (url: string) => {
    const response = await fapi.fetch(new Request(url))
    const { status, headers } = response
    const code = status < 400 ? undefined : (await response.json()).errors[0].code
    return { status, headers, code }
  }
  return { ...caller, server, signIn, visit, alice: fapi.users[0]!.id }
}

describe('sign-in tokens', () => {
  it.each(['test', 'live'] as const)('sign a user in, once (%s key)', async (keyType) => {
    const { server, signIn, alice } = await stage({ keyType })
    const { body } = await server('POST', '/sign_in_tokens', { user_id: alice })
    expect(body).toMatchObject({ object: 'sign_in_token', status: 'pending', user_id: alice })
    const answer = await signIn(body.token)
    expect(answer.body.response).toMatchObject({ status: 'complete' })
    expect(answer.body.client!.sessions.map(({ user }) => user.id)).toEqual([alice])
    expect(answer.body.client!.last_active_session_id).toBe(answer.body.response.created_session_id)
    expect((await signIn(body.token)).code).toBe('sign_in_token_already_used_code')
  })

  it('expire, can be taken back, and cannot be forged', async () => {
    const { server, signIn, fapi, alice } = await stage()
    const taken = (await server('POST', '/sign_in_tokens', { user_id: alice })).body
    expect((await server('POST', `/sign_in_tokens/${taken.id}/revoke`)).body.status).toBe('revoked')
    expect((await server('POST', `/sign_in_tokens/${taken.id}/revoke`)).code).toBe('ticket_cannot_be_revoked')
    expect((await signIn(taken.token)).code).toBe('sign_in_token_revoked_code')
    const old = (await server('POST', '/sign_in_tokens', { user_id: alice, expires_in_seconds: 60 })).body
    fapi.clock.advance(61_000)
    expect((await signIn(old.token)).code).toBe('ticket_expired_code')
    for (const forged of [
      'x',
      taken.token.slice(0, -4),
      `${taken.token.split('.').slice(0, 2).join('.')}.`,
    ]) {
      const { status, code } = await signIn(forged)
      expect([status, code]).toEqual([400, 'ticket_invalid_code'])
    }
    // Signed with the same key, and of another kind.
    const { clientToken } = await fapi.seedClient({ users: ['alice@example.com'] })
    expect((await signIn(clientToken)).code).toBe('ticket_invalid_code')
    expect((await signIn('')).code).toBe('form_param_missing')
  })

  it('heed what the user may: locked, banned, signed in already', async () => {
    const { server, signIn, fapi, alice } = await stage()
    const token = async () => (await server('POST', '/sign_in_tokens', { user_id: alice })).body.token
    const kept = await token()
    fapi.lockUser('alice@example.com')
    expect((await signIn(kept)).code).toBe('user_locked')
    fapi.unlockUser('alice@example.com')
    // Refused, it was not used up.
    expect((await signIn(kept)).status).toBe(200)
    expect((await signIn(await token())).code).toBe('identifier_already_signed_in')
  })

  it('are made by servers only, for users that there are', async () => {
    const { server, call, alice } = await stage()
    expect((await call('POST', '/v1/sign_in_tokens', { form: { user_id: alice } })).status).toBe(401)
    expect((await server('POST', '/sign_in_tokens', {})).code).toBe('form_param_missing')
    expect((await server('POST', '/sign_in_tokens', { user_id: 'user_none' })).status).toBe(404)
    const wrong = await server('POST', '/sign_in_tokens', { user_id: alice, expires_in_seconds: -1 })
    expect(wrong.code).toBe('form_param_value_invalid')
  })
})

describe('invitations', () => {
  const invite = { email_address: 'Dora@example.com', redirect_url: 'http://localhost:3000/welcome' }

  it('lead to the app with a ticket', async () => {
    const { server, visit } = await stage()
    const { body } = await server('POST', '/invitations', invite)
    expect(body).toMatchObject({ object: 'invitation', status: 'pending', email_address: 'dora@example.com' })
    const { status, headers } = await visit(body.url)
    expect(status).toBe(307)
    const url = new URL(headers.get('location')!)
    expect(url.origin + url.pathname).toBe(invite.redirect_url)
    expect(url.searchParams.get('__clerk_status')).toBe('sign_up')
    expect(url.searchParams.get('__clerk_ticket')).toBeTruthy()
  })

  it('sign in who has an account by now, and say where there is none', async () => {
    const { server, signIn } = await stage()
    const ticketIn = (url: string) => new URL(url).searchParams.get('ticket')!
    const dora = (await server('POST', '/invitations', invite)).body
    expect((await signIn(ticketIn(dora.url))).code).toBe('invitation_account_not_exists')
    const alice = (await server('POST', '/invitations', { email_address: 'alice@example.com' })).body
    expect((await signIn(ticketIn(alice.url))).body.response.status).toBe('complete')
    expect((await signIn(ticketIn(alice.url))).code).toBe('invitation_already_accepted')
    const { body } = await server('GET', '/invitations?status=pending')
    expect(body.map(({ id }: { id: string }) => id)).toEqual([dora.id])
    await server('POST', `/invitations/${dora.id}/revoke`)
    expect((await signIn(ticketIn(dora.url))).code).toBe('revoked_invitation')
  })

  it('lead nowhere else, and only one waits for an address', async () => {
    const { server, visit, fapi } = await stage()
    const elsewhere = { ...invite, redirect_url: 'https://evil.example' }
    expect((await server('POST', '/invitations', elsewhere)).code).toBe('redirect_url_domain_mismatch')
    const { body } = await server('POST', '/invitations', invite)
    expect((await server('POST', '/invitations', invite)).code).toBe('duplicate_record')
    fapi.clock.advance(31 * day)
    expect((await visit(body.url)).code).toBe('ticket_expired_code')
    expect((await visit('http://localhost:4400/v1/tickets/accept')).code).toBe('ticket_invalid_code')
  })
})

describe('signing up by invitation', () => {
  const signUps = '/v1/client/sign_ups'
  const dora = 'dora@example.com'
  const password = 'a-password-of-doras'
  const modes = ['public', 'restricted', 'waitlist'] as const
  const begin = async (options: Parameters<typeof createCaller>[0] = {}) => {
    const caller = await stage(options)
    const signUp = (ticket: string, form: object = {}) =>
      caller.call('POST', signUps, { form: { strategy: 'ticket', ticket, ...form } })
    return { ...caller, signUp }
  }

  it.each(modes)('makes a user with no code, with sign-ups %s', async (mode) => {
    const { signUp, fapi, call, server } = await begin({ signUp: { mode } })
    const ticket = await fapi.invite('Dora@Example.com', { role: 'guest' })
    const { body } = await signUp(ticket, { password })
    expect(body.response).toMatchObject({ status: 'complete', email_address: dora })
    expect(body.client).toMatchObject({ last_authentication_strategy: 'ticket', sign_up: null })
    expect(body.client!.sessions[0]!.user).toMatchObject({ public_metadata: { role: 'guest' } })
    expect((await server('GET', '/invitations')).body).toMatchObject([{ status: 'accepted' }])
    expect(fapi.emails.entries).toEqual([])
    await call('DELETE', '/v1/client')
    expect(await signUp(ticket, { password })).toMatchObject({
      status: 400,
      code: 'invitation_already_accepted',
    })
  })

  it('asks for what is missing, of the address that was invited and no other', async () => {
    const { signUp, fapi, call } = await begin({ signUp: { mode: 'restricted' } })
    const { body } = await signUp(await fapi.invite(dora), { email_address: 'emil@example.com' })
    expect(body.response).toMatchObject({
      status: 'missing_requirements',
      email_address: dora,
      missing_fields: ['password'],
      unverified_fields: [],
      verifications: {
        email_address: {
          object: 'verification_ticket',
          strategy: 'ticket',
          status: 'verified',
          attempts: null,
          next_action: '',
        },
      },
    })
    const form = { password, email_address: 'emil@example.com' }
    const done = await call('PATCH', `${signUps}/${body.response.id}`, { form })
    expect(done.body.response).toMatchObject({ status: 'complete', email_address: dora })
    expect(fapi.users.some(({ identifier }) => identifier === 'emil@example.com')).toBe(false)
  })

  it('is refused with what is no invitation, or is none any more, and leaves nothing behind', async () => {
    const { signUp, fapi, server, call } = await begin({ signUp: { mode: 'restricted' } })
    const old = await fapi.invite('old@example.com')
    fapi.clock.advance(31 * day)
    const cases = [
      ['', 422, 'form_param_missing'],
      ['forged', 400, 'ticket_invalid_code'],
      [old, 400, 'ticket_expired_code'],
      [await fapi.signInToken('alice@example.com'), 400, 'sign_in_token_not_in_sign_in_code'],
      [await fapi.invite('bob@example.com'), 400, 'invitation_account_exists'],
    ] as const
    for (const [ticket, status, code] of cases) {
      expect(await signUp(ticket, { password })).toMatchObject({ status, code })
    }
    expect(fapi.clients).toEqual([])
    // Taken back between two steps.
    const { body } = await signUp(await fapi.invite(dora))
    const { body: listed } = await server('GET', '/invitations?status=pending')
    const { id } = listed.find(({ email_address }: { email_address: string }) => email_address === dora)
    await server('POST', `/invitations/${id}/revoke`)
    const last = await call('PATCH', `${signUps}/${body.response.id}`, { form: { password } })
    expect(last).toMatchObject({ status: 400, code: 'revoked_invitation' })
    expect(fapi.users.some(({ identifier }) => identifier === dora)).toBe(false)
    expect((await call('POST', signUps, { form: { email_address: dora, password } })).code).toBe(
      'sign_up_mode_restricted',
    )
  })

  it('says by the handle whom it does not know', async () => {
    const { fapi, signIn } = await begin()
    await expect(fapi.invite('nobody')).rejects.toThrow(TypeError)
    await expect(fapi.signInToken('nobody@example.com')).rejects.toThrow(TypeError)
    expect((await signIn(await fapi.signInToken('alice@example.com'))).body.response.status).toBe('complete')
  })
})

it('makes testing tokens, and takes them along without asking', async () => {
  const { server, call } = await stage()
  const { body } = await server('POST', '/testing_tokens')
  expect(body).toMatchObject({ object: 'testing_token', token: expect.stringMatching(/^\d+-c_\w+$/) })
  const query = { __clerk_testing_token: body.token }
  expect((await call('GET', '/v1/client', { query })).status).toBe(200)
})
