import type { TestCaller } from '../../../src/fapi/testCaller'
import type { Drive, Step } from './drive'

const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'
const app = 'http://localhost:3000'

/** Native apps go by a scheme of theirs. */
const google = ({ scheme }: Drive) => ({
  strategy: 'oauth_google',
  redirect_url: scheme === 'native' ? 'myapp://callback' : `${app}/sso-callback`,
})

interface Attempt {
  first_factor_verification?: { external_verification_redirect_url?: string } | null
  verifications?: { external_account: { external_verification_redirect_url?: string } }
}

/** Answers the page of the provider that an attempt waits for. */
async function pass(caller: TestCaller, attempt: object, form: Record<string, string>) {
  const { first_factor_verification: first, verifications } = attempt as Attempt
  const { external_verification_redirect_url: url } = first ?? verifications!.external_account
  await caller.call('GET', url!)
  const { headers } = await caller.call('POST', url!, { form })
  const back = await caller.call('GET', headers.get('location')!)
  const target = new URL(back.headers.get('location') ?? app)
  const rotating_token_nonce = target.searchParams.get('rotating_token_nonce')
  if (rotating_token_nonce) await caller.call('GET', '/v1/client', { query: { rotating_token_nonce } })
}

export const providers: Step[] = [
  async (drive) => {
    const caller = await drive.open()
    const form = google(drive)
    const { body } = await caller.call('POST', signIns, { form })
    await pass(caller, body.response, { email_address: 'alice@example.com' })
    await caller.call('GET', '/v1/client')
    await caller.call('DELETE', '/v1/client/sessions')
    await caller.call('POST', signIns, { form: { identifier: 'alice@example.com' } })
    for (const answer of [
      { error: 'access_denied' },
      { email_address: 'bob@example.com', unverified: 'true' },
    ]) {
      const { body } = await caller.call('POST', signIns, { form })
      await pass(caller, body.response, answer)
    }
    await caller.call('GET', '/v1/client')
  },
  // A sign-in that becomes a sign-up, and a sign-up that becomes a sign-in.
  async (drive) => {
    const caller = await drive.open()
    const form = google(drive)
    for (const [from, to, email_address] of [
      [signIns, signUps, 'dora@example.com'],
      [signUps, signIns, 'alice@example.com'],
    ] as const) {
      const { body } = await caller.call('POST', from, { form })
      await pass(caller, body.response, { email_address })
      await caller.call('GET', '/v1/client')
      await caller.call('POST', to, { form: { transfer: 'true' } })
    }
    const { body } = await caller.call('POST', signUps, { form })
    await pass(caller, body.response, { email_address: 'emil@example.com', unverified: 'true' })
    await caller.call('GET', '/v1/client')
  },
  async (drive) => {
    const caller = await drive.open({ strategies: ['email_code', 'enterprise_sso'] })
    const email_address = 'dora@acme.example'
    const sso = { ...google(drive), strategy: 'enterprise_sso' }
    await caller.call('POST', signIns, { form: { identifier: email_address } })
    const { body } = await caller.call('POST', signUps, { form: { email_address } })
    const path = `${signUps}/${body.response.id}`
    await caller.call('GET', `${path}/enterprise_connections`)
    const prepared = await caller.call('POST', `${path}/prepare_verification`, { form: sso })
    await pass(caller, prepared.body.response, { email_address })
    await caller.call('GET', '/v1/client')
  },
  async (drive) => {
    const caller = await drive.open()
    const { body } = await caller.call('POST', signIns, { form: google(drive) })
    const page = (body.response as Attempt).first_factor_verification!.external_verification_redirect_url!
    await caller.call('POST', page, { form: { email_address: 'none' } })
    const { headers } = await caller.call('POST', page, { form: { email_address: 'alice@example.com' } })
    const other = await drive.open({ fapi: caller.fapi })
    const callback = headers.get('location')!
    for (const who of [other, caller]) await who.call('GET', callback)
    await caller.call('GET', callback)
    for (const method of ['GET', 'POST']) await caller.call(method, page)
    await caller.call('POST', '/v1/oauth_callback', { form: { state: 'unknown' } })
  },
]
