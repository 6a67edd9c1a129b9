import { decodeJwt } from 'jose'
import type { TestCaller } from '../../../src/fapi/testCaller'
import type { Step } from './drive'

export const backend: Step[] = [
  async ({ open }) => {
    const caller = await open({ jwtTemplates: { app: {} } })
    await caller.signIn('alice')
    const session = caller.fapi.sessions[0]!.id
    const held = await whatServersHold(caller)
    const cookie = caller.credentials.cookies.get('__client') ?? caller.credentials.authorization ?? ''
    for (const right of [true, false]) {
      const ask = asServer(caller, right)
      for (const id of [session, 'sess_unknown']) {
        for (const format of ['cookie', 'token']) {
          await ask('POST', `/v1/sessions/${id}/refresh`, { ...held, format })
        }
        await ask('POST', `/v1/sessions/${id}/refresh`, {})
        const { jwt } = (await ask('POST', `/v1/sessions/${id}/tokens`)) as { jwt?: string }
        for (const token of [jwt, 'x']) await ask('POST', `/v1/sessions/${id}/verify`, { token })
        for (const template of ['app', 'unknown']) await ask('POST', `/v1/sessions/${id}/tokens/${template}`)
      }
      for (const token of [cookie, 'x']) await ask('POST', '/v1/clients/verify', { token })
      for (const list of ['clients', 'jwt_templates']) {
        const all = (await ask('GET', `/v1/${list}`)) as { id: string }[]
        await ask('GET', `/v1/${list}?paginated=true`)
        for (const id of [all[0]?.id, 'unknown']) await ask('GET', `/v1/${list}/${id}`)
      }
      const template = { name: 'made', claims: { a: 1 } }
      const { id: made } = (await ask('POST', '/v1/jwt_templates', template)) as { id?: string }
      await ask('PATCH', `/v1/jwt_templates/${made}`, { lifetime: 90 })
      for (let count = 0; count < 2; count++) await ask('DELETE', `/v1/jwt_templates/${made}`)
      const place = { url: 'https://elsewhere.example/back' }
      const { id: listed } = (await ask('POST', '/v1/redirect_urls', place)) as { id?: string }
      await ask('POST', '/v1/redirect_urls', place)
      for (const query of ['', '?paginated=true']) await ask('GET', `/v1/redirect_urls${query}`)
      await ask('GET', `/v1/redirect_urls/${listed}`)
      for (let count = 0; count < 2; count++) await ask('DELETE', `/v1/redirect_urls/${listed}`)
      const guests = [{ email_address: 'e@example.com' }, { email_address: 'f@example.com' }]
      for (let count = 0; count < 2; count++) await ask('POST', '/v1/invitations/bulk', guests)
      for (const support_email of ['help@example.com', 'x'])
        await ask('PATCH', '/v1/instance', { support_email })
      await ask('PATCH', '/v1/instance/organization_settings', { domains_enabled: true })
      await ask('PATCH', '/v1/instance/restrictions', { allowlist: false })
      for (const list of ['allowlist', 'blocklist']) {
        const path = `/v1/${list}_identifiers`
        const entry = (await ask('POST', path, { identifier: 'a@x.example' })) as { id?: string }
        await ask('POST', path, { identifier: 'x' })
        for (const query of ['', '?paginated=true']) await ask('GET', `${path}${query}`)
        for (let count = 0; count < 2; count++) await ask('DELETE', `${path}/${entry.id}`)
      }
      for (const list of ['roles', 'permissions']) {
        const { data } = (await ask('GET', `/v1/organization_${list}`)) as { data?: { id: string }[] }
        for (const id of [data?.[0]?.id, 'x']) await ask('GET', `/v1/organization_${list}/${id}`)
      }
      for (const one of ['instance', 'instance/organization_settings', 'organization_roles']) {
        await ask('GET', `/v1/${one}`)
      }
      const { id: user_id } = caller.fapi.users[1]!
      await ask('POST', '/v1/sessions', { user_id })
      const actor = { sub: user_id }
      const { id } = (await ask('POST', '/v1/actor_tokens', { user_id, actor })) as { id?: string }
      for (let count = 0; count < 2; count++) await ask('POST', `/v1/actor_tokens/${id}/revoke`)
      await ask('POST', '/v1/actor_tokens', { user_id })
      await ask('GET', '/v1/invitations?paginated=true')
    }
  },
  // Organizations, on the paths that pages have, too.
  async ({ open }) => {
    const caller = await open()
    const [, { id: user_id }] = caller.fapi.users as unknown as [unknown, { id: string }]
    const path = '/v1/organizations'
    for (const right of [true, false]) {
      const ask = asServer(caller, right)
      const made = (await ask('POST', path, { name: 'Works', created_by: user_id })) as { id?: string }
      await ask('GET', path)
      await ask('GET', '/v1/organization_memberships')
      const own = `${path}/${made.id}`
      await ask('GET', own)
      await ask('PATCH', own, { name: 'Plant' })
      for (const method of ['PUT', 'PATCH'])
        await ask(method, `${own}/metadata`, { public_metadata: { a: 1 } })
      await uploadAs(caller, `${own}/logo`, 'PUT')
      await ask('DELETE', `${own}/logo`)
      const member = { user_id: caller.fapi.users[0]!.id, role: 'org:member' }
      await ask('POST', `${own}/memberships`, member)
      await ask('GET', `${own}/memberships`)
      await ask('PATCH', `${own}/memberships/${member.user_id}`, { role: 'org:admin' })
      await ask('PATCH', `${own}/memberships/${member.user_id}/metadata`, { public_metadata: { a: 1 } })
      await ask('DELETE', `${own}/memberships/${member.user_id}`)
      const guest = { email_address: 'd@example.com', role: 'org:member' }
      const { id } = (await ask('POST', `${own}/invitations`, guest)) as { id?: string }
      await ask('GET', `${own}/invitations`)
      await ask('GET', `${own}/invitations/${id}`)
      await ask('POST', `${own}/invitations/bulk`, [{ ...guest, email_address: 'e@example.com' }])
      await ask('POST', `${own}/invitations/${id}/revoke`)
      const domains = `${own}/domains`
      const domain = { name: 'works.example', enrollment_mode: 'automatic_invitation', verified: true }
      const { id: place } = (await ask('POST', domains, domain)) as { id?: string }
      await ask('GET', domains)
      await ask('PATCH', `${domains}/${place}`, { verified: false })
      await ask('DELETE', `${domains}/${place}`)
      await ask('DELETE', own)
    }
  },
  // Addresses and numbers by themselves.
  async ({ open }) => {
    const caller = await open()
    const [{ id: user_id }] = caller.fapi.users as unknown as [{ id: string }]
    for (const right of [true, false]) {
      const ask = asServer(caller, right)
      const said = { email_address: 'alice@work.example', phone_number: '+15555550123' }
      for (const path of ['/v1/email_addresses', '/v1/phone_numbers']) {
        const { id } = (await ask('POST', path, { ...said, user_id })) as { id?: string }
        await ask('GET', `${path}/${id}`)
        await ask('PATCH', `${path}/${id}`, { verified: true })
        for (let count = 0; count < 2; count++) await ask('DELETE', `${path}/${id}`)
      }
    }
  },
  async ({ open }) => {
    const caller = await open()
    await caller.signIn('alice')
    const [{ id: user }, { id: session }] = [caller.fapi.users[0]!, caller.fapi.sessions[0]!]
    for (const right of [true, false]) {
      const ask = asServer(caller, right)
      await ask('GET', '/v1/users?query=alice&limit=1')
      await ask('GET', '/v1/users/count')
      for (const email_address of ['dora@example.com', 'dora@example.com', 'none']) {
        await ask('POST', '/v1/users', { email_address: [email_address], password: 'a-password-of-doras' })
      }
      for (const id of [user, 'user_unknown']) {
        await ask('GET', `/v1/users/${id}`)
        await ask('PATCH', `/v1/users/${id}`, { first_name: 'Al', totp_secret: 'JBSWY3DPEHPK3PXP' })
        for (const method of ['PUT', 'PATCH']) {
          await ask(method, `/v1/users/${id}/metadata`, { private_metadata: { a: 1 } })
        }
        await ask('POST', `/v1/users/${id}/verify_password`, { password: 'alice-password' })
        const code = await caller.fapi.totpCode('alice@example.com').catch(() => '')
        await ask('POST', `/v1/users/${id}/verify_totp`, { code })
        await ask('DELETE', `/v1/users/${id}/mfa`)
        await ask('POST', `/v1/users/${id}/remove_password`)
        await ask('DELETE', `/v1/users/${id}/profile_image`)
        await uploadAs(caller, `/v1/users/${id}/profile_image`)
        for (const list of ['memberships', 'invitations']) {
          await ask('GET', `/v1/users/${id}/organization_${list}`)
        }
        for (const verb of ['lock', 'unlock']) await ask('POST', `/v1/users/${id}/${verb}`)
      }
      await ask('GET', '/v1/sessions')
      await ask('GET', '/v1/sessions?paginated=true')
      for (const id of [session, 'sess_unknown']) {
        await ask('GET', `/v1/sessions/${id}`)
        await ask('POST', `/v1/sessions/${id}/revoke`)
      }
      for (const verb of ['ban', 'unban']) await ask('POST', `/v1/users/${user}/${verb}`)
      if (right) await ask('DELETE', `/v1/users/${caller.fapi.users.at(-1)!.id}`)
    }
  },
]

/** What a round trip leaves an app's server with to refresh a token; in development not all of it. */
async function whatServersHold({ call }: TestCaller) {
  const redirect_url = 'http://localhost:3000/'
  const { headers } = await call('GET', '/v1/client/handshake', { query: { redirect_url } })
  const [, token = ''] = /__clerk_handshake=([^;&]+)/.exec(
    `${headers.getSetCookie()}${headers.get('location')}`,
  )!
  const lines = decodeJwt<{ handshake: string[] }>(token).handshake.join('\n')
  return {
    request_origin: 'http://localhost:3000',
    expired_token: /^__session=([^;]+)/m.exec(lines)?.[1],
    refresh_token: /^__refresh_[^=]+=([^;]+)/m.exec(lines)?.[1],
  }
}

/** Uploads a picture as @clerk/backend does. */
async function uploadAs({ fapi }: TestCaller, path: string, method = 'POST'): Promise<void> {
  const body = new FormData()
  body.append('file', new Blob([Uint8Array.from([0x89, 0x50, 0x4e, 0x47])]))
  const headers = { authorization: `Bearer ${fapi.secretKey}` }
  await fapi.fetch(new Request(`http://localhost:4400${path}`, { method, headers, body }))
}

/** Asks as @clerk/backend does: with the secret key, in JSON, and with no Origin. */
export function asServer({ fapi }: TestCaller, isRight = true) {
  return async (method: string, path: string, body?: object) => {
    const headers = {
      authorization: `Bearer ${fapi.secretKey}${isRight ? '' : 'x'}`,
      'content-type': 'application/json',
    }
    const content = body && { body: JSON.stringify(body) }
    const response = await fapi.fetch(
      new Request(`http://localhost:4400${path}`, { method, headers, ...content }),
    )
    return response.status === 204 ? undefined : response.json()
  }
}
