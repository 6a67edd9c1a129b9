import type { Answer, TestCaller } from '../../../src/fapi/testCaller'
import { makePasskey } from '../../../src/fapi/webauthn/testAuthenticator'
import type { Drive, Step } from './drive'

/** Someone signed in, who asks as clerk-js does: with the session in the query. */
async function signedIn({ open }: Drive, options?: Parameters<Drive['open']>[0], name = 'alice') {
  const caller = await open(options)
  const { body } = await caller.signIn(name)
  const query = { _clerk_session_id: body.response.created_session_id! }
  const ask: TestCaller['call'] = (method, path, given) => caller.call(method, path, { query, ...given })
  return { ...caller, query, ask }
}

export const account: Step[] = [
  async (drive) => {
    const { ask, fapi } = await signedIn(drive)
    const name = { form: { name: 'Works' } }
    const { id } = (await ask('POST', '/v1/organizations', name)).body.response
    await ask('POST', '/v1/organizations')
    const path = `/v1/organizations/${id}`
    await ask('GET', path)
    await ask('GET', '/v1/organizations/org_unknown')
    const form = { email_address: 'bob@example.com', role: 'org:member' }
    await ask('POST', `${path}/invitations`, { form })
    await ask('POST', `${path}/invitations`, { form })
    const guests = { form: { ...form, email_address: 'd@example.com,e@example.com' } }
    const made = (await ask('POST', `${path}/invitations/bulk`, guests)).body.response as unknown as {
      id: string
    }[]
    await ask('GET', `${path}/invitations`)
    for (let count = 0; count < 2; count++) await ask('POST', `${path}/invitations/${made[0]!.id}/revoke`)
    const bob = await signedIn({ ...drive, open: () => drive.open({ fapi }) }, undefined, 'bob')
    const own = '/v1/me/organization_invitations'
    const [{ id: invited }] = (await bob.ask('GET', own)).body.response.data as [{ id: string }]
    for (let count = 0; count < 2; count++) await bob.ask('POST', `${own}/${invited}/accept`)
    await bob.ask('GET', '/v1/me/organization_suggestions')
  },
  // Names, a picture, addresses; and leaving for good.
  async (drive) => {
    const { ask, call, fapi } = await signedIn(drive)
    await call('PATCH', '/v1/me', { query: { _clerk_session_id: 'sess_unknown' } })
    for (const username of ['alice-a', 'x']) await ask('PATCH', '/v1/me', { form: { username } })
    await ask('PATCH', '/v1/me/metadata', { form: { unsafe_metadata: '{"a":1}' } })
    const body = new FormData()
    body.append('file', new Blob([Uint8Array.from([0x89, 0x50, 0x4e, 0x47])]))
    await ask('POST', '/v1/me/profile_image', { body })
    for (let count = 0; count < 2; count++) await ask('DELETE', '/v1/me/profile_image')
    const path = '/v1/me/email_addresses'
    for (const strategy of ['email_link', 'email_code']) {
      const form = { email_address: `${strategy}@example.com` }
      const { id } = (await ask('POST', path, { form })).body.response
      await ask('PATCH', '/v1/me', { form: { primary_email_address_id: id } })
      const redirect_url = 'http://localhost:3000/'
      await ask('POST', `${path}/${id}/prepare_verification`, { form: { strategy, redirect_url } })
      const { code } = fapi.emails.entries.at(-1)!
      await ask('POST', `${path}/${id}/attempt_verification`, { form: { code } })
      await ask('GET', `${path}/${id}`)
      if (strategy === 'email_link') await ask('DELETE', `${path}/${id}`)
    }
    await ask('PATCH', '/v1/me', { form: { primary_email_address_id: 'idn_unknown' } })
    const bob = await signedIn({ ...drive, open: () => drive.open({ fapi }) }, undefined, 'bob')
    fapi.clock.advance(660_000)
    await ask('DELETE', '/v1/me')
    fapi.banUser('bob@example.com')
    for (const method of ['PATCH', 'DELETE']) await bob.ask(method, '/v1/me')
    await ask('DELETE', '/v1/me/organization_memberships/org_unknown')
    const again = await signedIn({ ...drive, open: () => drive.open({ fapi }) })
    await again.ask('DELETE', '/v1/me')
    await again.ask('DELETE', '/v1/me')
    await call('DELETE', '/v1/me/organization_memberships/org_x')
  },
  // An organization: what it is like, who is in it.
  async (drive) => {
    const { ask, fapi } = await signedIn(drive)
    const { id } = fapi.organizations[0]!
    const path = `/v1/organizations/${id}`
    for (const name of ['Acme & Co', '']) await ask('PATCH', path, { form: { name } })
    const body = new FormData()
    body.append('file', new Blob([Uint8Array.from([0x89, 0x50, 0x4e, 0x47])]))
    const logo = await ask('PUT', `${path}/logo`, { body })
    await ask('GET', (logo.body.response as unknown as { image_url: string }).image_url)
    await ask('PUT', `${path}/logo`)
    await ask('DELETE', `${path}/logo`)
    await ask('GET', `${path}/roles`)
    const user_id = fapi.users[1]!.id
    for (const role of ['org:member', 'member']) {
      await ask('POST', `${path}/memberships`, { form: { user_id, role } })
      await ask('PATCH', `${path}/memberships/${user_id}`, { form: { role } })
    }
    await ask('GET', `${path}/memberships`)
    for (let count = 0; count < 2; count++) await ask('DELETE', `${path}/memberships/${user_id}`)
    await ask('DELETE', `/v1/me/organization_memberships/${id}`)
    const carol = await signedIn({ ...drive, open: () => drive.open({ fapi }) }, undefined, 'carol')
    await carol.ask('DELETE', `/v1/me/organization_memberships/${id}`)
    for (let count = 0; count < 2; count++) await ask('DELETE', path)
  },
  // Domains, and who gets in by them.
  async (drive) => {
    const { ask, fapi } = await signedIn(drive)
    const bob = await signedIn({ ...drive, open: () => drive.open({ fapi }) }, undefined, 'bob')
    const path = `/v1/organizations/${fapi.organizations[0]!.id}`
    const form = { name: 'example.com', enrollment_mode: 'automatic_suggestion' }
    const { id } = (await ask('POST', `${path}/domains`, { form })).body.response
    await ask('POST', `${path}/domains`, { form })
    const own = `${path}/domains/${id}`
    for (const affiliation_email_address of ['a@elsewhere.example', 'office@example.com']) {
      const sent = { affiliation_email_address }
      await ask('POST', `${own}/prepare_affiliation_verification`, { form: sent })
    }
    for (const code of ['000000', fapi.emails.entries.at(-1)!.code]) {
      await ask('POST', `${own}/attempt_affiliation_verification`, { form: { code } })
    }
    await ask('GET', own)
    await ask('GET', `${path}/domains`)
    const suggestions = '/v1/me/organization_suggestions'
    const [{ id: suggested }] = (await bob.ask('GET', suggestions)).body.response.data as [{ id: string }]
    for (let count = 0; count < 2; count++) await bob.ask('POST', `${suggestions}/${suggested}/accept`)
    const requests = `${path}/membership_requests`
    const [{ id: request }] = (await ask('GET', requests)).body.response.data as [{ id: string }]
    for (let count = 0; count < 2; count++) await ask('POST', `${requests}/${request}/reject`)
    const dora = 'dora@example.com'
    const headers = { authorization: `Bearer ${fapi.secretKey}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ email_address: [dora], password: 'dora-password' })
    await fapi.fetch(new Request('http://localhost:4400/v1/users', { method: 'POST', headers, body }))
    const open = () => drive.open({ fapi })
    const caller = await signedIn({ ...drive, open }, undefined, 'dora')
    const [{ id: another }] = (await caller.ask('GET', suggestions)).body.response.data as [{ id: string }]
    await caller.ask('POST', `${suggestions}/${another}/accept`)
    const waiting = (await ask('GET', requests)).body.response.data as { id: string; status: string }[]
    const { id: last } = waiting.find(({ status }) => status === 'pending')!
    for (let count = 0; count < 2; count++) await ask('POST', `${requests}/${last}/accept`)
    for (const enrollment_mode of ['automatic_invitation', 'none']) {
      await ask('POST', `${own}/update_enrollment_mode`, { form: { enrollment_mode } })
    }
    for (let count = 0; count < 2; count++) await ask('DELETE', own)
  },
  // An authenticator app, codes to fall back on, another password.
  async (drive) => {
    const { ask, fapi } = await signedIn(drive)
    const alice = 'alice@example.com'
    await ask('POST', '/v1/me/totp/attempt_verification', { form: { code: '000000' } })
    await ask('POST', '/v1/me/totp')
    await ask('POST', '/v1/me/totp/attempt_verification')
    const form = { code: await fapi.totpCode(alice) }
    await ask('POST', '/v1/me/totp/attempt_verification', { form })
    await ask('POST', '/v1/me/totp')
    await ask('POST', '/v1/me/backup_codes')
    await ask('DELETE', '/v1/me/totp')
    await ask('DELETE', '/v1/me/totp')
    await ask('POST', '/v1/me/backup_codes')
    for (const new_password of ['short', 'another-password']) {
      await ask('POST', '/v1/me/change_password', { form: { new_password } })
    }
    for (let count = 0; count < 2; count++) await ask('POST', '/v1/me/remove_password')
    fapi.clock.advance(600_000)
    await ask('POST', '/v1/me/change_password', { form: { new_password: 'a-third-password' } })
  },
  // A passkey: made, used, renamed, removed.
  async (drive) => {
    const { ask, fapi } = await signedIn(drive)
    const path = '/v1/me/passkeys'
    const { id, verification } = (await ask('POST', path)).body.response
    const asked = JSON.parse(verification!.nonce!) as { rp: { id: string } }
    const flaw = drive.scheme === 'native' ? { origin: `https://${asked.rp.id}` } : {}
    const passkey = await makePasskey(verification!.nonce!, flaw)
    const strategy = 'passkey'
    for (const public_key_credential of ['{}', passkey.made]) {
      await ask('POST', `${path}/${id}/attempt_verification`, { form: { strategy, public_key_credential } })
    }
    await ask('PATCH', `${path}/${id}`, { form: { name: 'My key' } })
    const { call } = await drive.open({ fapi })
    const begun = (await call('POST', '/v1/client/sign_ins', { form: { strategy } })).body.response
    const attempt = async (nonce: string) =>
      call('POST', `/v1/client/sign_ins/${begun.id}/attempt_first_factor`, {
        form: { strategy, public_key_credential: await passkey.use(nonce, flaw) },
      })
    for (let count = 0; count < 2; count++) await attempt(begun.first_factor_verification!.nonce!)
    for (let count = 0; count < 2; count++) await ask('DELETE', `${path}/${id}`)
  },
  // An account elsewhere: connected, connected anew, refused there, removed.
  async (drive) => {
    const { ask, call } = await signedIn(drive)
    const path = '/v1/me/external_accounts'
    const redirect_url = drive.scheme === 'native' ? 'myapp://profile' : 'http://localhost:3000/profile'
    const pass = async (answer: Answer, form: Record<string, string>) => {
      const { external_verification_redirect_url: url } = answer.body.response.verification as unknown as {
        external_verification_redirect_url: string
      }
      const { headers } = await call('POST', url, { form })
      await call('GET', headers.get('location')!)
      await ask('GET', '/v1/me')
    }
    const begin = (strategy: string) => ask('POST', path, { form: { strategy, redirect_url } })
    const begun = await begin('oauth_google')
    await pass(begun, { email_address: 'annie@gmail.example' })
    await begin('oauth_google')
    const { id } = begun.body.response
    const again = await ask('PATCH', `${path}/${id}/reauthorize`, { form: { redirect_url } })
    await pass(again, { email_address: 'annie@gmail.example' })
    await pass(await begin('oauth_github'), { error: 'access_denied' })
    for (let count = 0; count < 2; count++) await ask('DELETE', `${path}/${id}`)
  },
  // A telephone number; and a user who has accounts elsewhere.
  async (drive) => {
    const identifier = 'alice@example.com'
    const externalAccounts = [{ provider: 'google' }]
    const { ask } = await signedIn(drive, {
      users: [{ identifier, password: 'alice-password', externalAccounts }],
    })
    const path = '/v1/me/phone_numbers'
    const form = { phone_number: '+15555550123' }
    const { id } = (await ask('POST', path, { form })).body.response
    await ask('POST', path, { form })
    for (const code of ['000000', '424242']) {
      await ask('POST', `${path}/${id}/prepare_verification`, { form: { strategy: 'phone_code' } })
      await ask('POST', `${path}/${id}/attempt_verification`, { form: { code } })
    }
    await ask('PATCH', `${path}/${id}`, { form: { reserved_for_second_factor: 'true' } })
    await ask('DELETE', `${path}/${id}`)
    await ask('DELETE', `${path}/${id}`)
  },
]
