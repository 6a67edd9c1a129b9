import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { alice, bob, booted, createWorld, refusal, type WorldOptions } from '../../../test/support/world'
import {
  attemptFirstFactor,
  attemptSecondFactor,
  attemptVerification,
  type CreateSignUpParameters,
  createSignIn,
  createSignUp,
  createTotp,
  formErrors,
  prepareFirstFactor,
  prepareVerification,
  reloadSignIn,
  reloadSignUp,
  request,
  resetPassword,
  type SignIn,
  type SignUp,
  updateSignUp,
} from '../../core'
import { createBrowser } from '../../fapi'
import { totpCode, totpStepAt } from '../../fapi/state/totp'
import { makePasskey } from '../../fapi/webauthn/testAuthenticator'

const ann = { identifier: 'ann@example.com', password: 'ann-password', username: 'annie' }
const tess = { identifier: 'tess@example.com', password: 'tess-password', totpSecret: 'ABCDEFGHIJKLMNOP' }
const { identifier, password } = ann
const newcomer = { emailAddress: 'new@example.com', password: 'new-password' }
const redirectUrl = 'http://localhost:3000/verified'

async function stage(options: WorldOptions) {
  const world = await createWorld({ users: [ann, tess, alice as never, bob as never], ...options })
  const { fapi } = world
  const { frontdesk } = world.open()
  await booted(frontdesk)
  return {
    world,
    fapi,
    frontdesk,
    /** The last code that was e-mailed. */
    code: () => fapi.emails.entries.at(-1)!.code,
    wrong: () => (fapi.emails.entries.at(-1)?.code === '000000' ? '000001' : '000000'),
    signIn: (more: object = { password }) => createSignIn(frontdesk, { identifier, ...more } as never),
    signUp: (more: CreateSignUpParameters = {}) => createSignUp(frontdesk, { ...newcomer, ...more } as never),
    async backend(method: string, path: string, body: object = {}) {
      const headers = { authorization: `Bearer ${fapi.secretKey}`, 'content-type': 'application/json' }
      const url = `http://localhost:4400/v1${path}`
      const response = await fapi.fetch(
        new Request(url, { method, headers, ...(/^P/.test(method) && { body: JSON.stringify(body) }) }),
      )
      const answer = (await response.json()) as { id: string; token: string; url: string }
      if (!response.ok) throw new Error(JSON.stringify(answer))
      return answer
    },
    /** Another browser of the same box. */
    async elsewhere() {
      const other = world.open({ tab: createBrowser({ fapi }).openTab() }).frontdesk
      await booted(other)
      return other
    },
  }
}

type Stage = Awaited<ReturnType<typeof stage>>

interface Case {
  code: string
  /** The field that shows it; default: none, but what stands above the form. */
  field?: string
  /** What a form does that is refused. */
  deed: (stage: Stage) => Promise<unknown>
  options?: WorldOptions
  /** Whether it is no refusal, but what a verification says. */
  isFound?: boolean
  /** What else a form is told. */
  more?: object
}

/** Begins a sign-in by a code that is e-mailed. */
const sent = ({ signIn }: Stage) => signIn({ strategy: 'email_code' })

const attempt = ({ frontdesk }: Stage, signInId: string | null, given: string) =>
  attemptFirstFactor(frontdesk, { signInId, strategy: 'email_code', code: given })

/** Wrong passwords, not too fast. */
async function guess({ signIn, fapi }: Stage, times: number) {
  for (let tries = 0; tries < times; tries++) {
    await refusal(signIn({ password: 'wrong' }))
    fapi.clock.advance(20_000)
  }
}

const signUpSent = (stage: Stage) => stage.signUp({ strategy: 'email_code' } as never)

const withTicket = ({ frontdesk }: Stage, ticket: string) =>
  createSignIn(frontdesk, { strategy: 'ticket', ticket })

const newPassword =
  (given: string) =>
  async ({ signUp }: Stage) =>
    signUp({ password: given })

async function invited({ backend, fapi }: Stage, email_address: string) {
  const { id, url } = await backend('POST', '/invitations', { email_address, redirect_url: redirectUrl })
  const { headers } = await fapi.fetch(new Request(url))
  return { id, ticket: new URL(headers.get('location')!).searchParams.get('__clerk_ticket')! }
}

/** Goes to a provider and comes back. Rejects with what the attempt says then. */
const provider =
  (kind: 'signIn' | 'signUp', answer: Record<string, string>) =>
  async ({ fapi, frontdesk }: Stage) => {
    const given = { strategy: 'oauth_google', redirectUrl } as const
    const begun =
      kind === 'signIn' ? await createSignIn(frontdesk, given) : await createSignUp(frontdesk, given)
    const verificationOf = (attempt: SignIn | SignUp) =>
      'verifications' in attempt ? attempt.verifications.externalAccount : attempt.firstFactorVerification
    const body = new URLSearchParams(answer)
    const url = verificationOf(begun)!.externalVerificationRedirectUrl!
    const { headers } = await fapi.fetch(new Request(url, { method: 'POST', body }))
    await fapi.fetch(new Request(headers.get('location')!))
    const { id } = begun
    const back =
      kind === 'signIn'
        ? await reloadSignIn(frontdesk, { signInId: id })
        : await reloadSignUp(frontdesk, { signUpId: id })
    throw verificationOf(back)!.error
  }

/** A passkey that nobody has registered, and a sign-in that asks for one. */
async function asked({ frontdesk }: Stage) {
  const begun = await createSignIn(frontdesk, { strategy: 'passkey' })
  const challenge = { rp: { id: 'localhost' }, user: { id: 'dQ' }, challenge: 'A' }
  return {
    begun,
    nonce: begun.firstFactorVerification!.nonce!,
    stray: await makePasskey(JSON.stringify(challenge)),
  }
}

const prove = ({ frontdesk }: Stage, signInId: string | null, publicKeyCredential: string) =>
  attemptFirstFactor(frontdesk, { signInId, strategy: 'passkey', publicKeyCredential })

/** Registers a passkey of Ann's in another browser. */
async function registered({ elsewhere }: Stage) {
  const other = await elsewhere()
  await createSignIn(other, ann)
  const body = (await request(other, 'POST', '/me/passkeys')) as {
    id: string
    verification: { nonce: string }
  }
  const passkey = await makePasskey(body.verification.nonce)
  await request(other, 'POST', `/me/passkeys/${body.id}/attempt_verification`, {
    body: { strategy: 'passkey', publicKeyCredential: passkey.made },
  })
  return passkey
}

/** Asks for a link by itself: a step refuses such an address before it asks. */
const link =
  (redirectUrl: string) =>
  ({ frontdesk }: Stage) =>
    request(frontdesk, 'POST', '/client/sign_ins', {
      body: { identifier, strategy: 'email_link', redirectUrl },
    })

const cases: readonly Case[] = [
  // Who signs in
  {
    code: 'form_identifier_not_found',
    field: 'identifier',
    deed: ({ frontdesk }) => createSignIn(frontdesk, { identifier: 'nobody@example.com', password }),
  },
  {
    code: 'form_password_incorrect',
    field: 'password',
    deed: ({ signIn }) => signIn({ password: 'wrong' }),
  },
  {
    code: 'form_password_or_identifier_incorrect',
    options: { enumerationProtection: true },
    deed: ({ signIn }) => signIn({ password: 'wrong' }),
  },
  {
    code: 'sign_up_if_missing_transfer',
    async deed(s) {
      const given = {
        identifier: newcomer.emailAddress,
        strategy: 'email_code',
        signUpIfMissing: true,
      } as const
      const { id } = await createSignIn(s.frontdesk, given)
      await attempt(s, id, s.code())
    },
  },
  {
    code: 'sign_up_if_missing_not_allowed',
    options: { signUp: { mode: 'restricted' } },
    deed: ({ signIn }) => signIn({ signUpIfMissing: true }),
  },
  {
    code: 'sign_up_if_missing_strategy_not_supported',
    deed: ({ signIn }) => signIn({ password, signUpIfMissing: true }),
  },
  {
    code: 'form_param_missing',
    field: 'identifier',
    deed: ({ frontdesk }) => createSignIn(frontdesk, { password }),
  },
  {
    code: 'form_param_missing',
    field: 'code',
    async deed(s) {
      const { id } = await signUpSent(s)
      await attemptVerification(s.frontdesk, { signUpId: id, strategy: 'email_code', code: '' })
    },
  },
  {
    code: 'form_param_missing',
    field: 'emailAddress',
    deed: ({ frontdesk }) => createSignUp(frontdesk, { strategy: 'email_code' } as never),
  },
  {
    code: 'form_param_nil',
    field: 'identifier',
    deed: ({ frontdesk }) => createSignIn(frontdesk, { identifier: ' ' }),
  },
  {
    code: 'form_param_nil',
    field: 'password',
    async deed({ frontdesk, signIn }) {
      const { id } = await signIn({})
      await attemptFirstFactor(frontdesk, { signInId: id, strategy: 'password', password: '' })
    },
  },
  {
    code: 'form_param_nil',
    field: 'code',
    deed: async (s) => attempt(s, (await sent(s)).id, ''),
  },
  {
    code: 'form_param_value_disabled',
    field: 'strategy',
    options: { strategies: ['password'] },
    deed: sent,
  },
  {
    code: 'form_param_value_invalid',
    field: 'strategy',
    async deed({ frontdesk, signUp }) {
      const { id } = await signUp()
      await prepareVerification(frontdesk, { signUpId: id, strategy: 'carrier_pigeon' } as never)
    },
  },
  {
    code: 'strategy_for_user_invalid',
    deed: ({ signIn }) => signIn({ strategy: 'phone_code' }),
  },
  {
    code: 'user_banned',
    async deed({ fapi, signIn }) {
      fapi.banUser(identifier)
      await signIn()
    },
  },
  {
    code: 'identifier_already_signed_in',
    more: { sessionId: expect.stringMatching(/^sess_/) },
    async deed({ signIn }) {
      await signIn()
      await signIn()
    },
  },
  {
    code: 'session_exists',
    options: { singleSessionMode: true },
    async deed({ frontdesk, signIn }) {
      await signIn()
      await createSignIn(frontdesk, tess)
    },
  },
  {
    code: 'session_creation_not_allowed',
    async deed({ fapi, world }) {
      const client = await fapi.seedClient({ users: [tess.identifier], actor: { sub: 'user_support' } })
      const { frontdesk } = world.open({ tab: createBrowser({ fapi, client }).openTab() })
      await booted(frontdesk)
      await createSignIn(frontdesk, ann)
    },
  },
  { code: 'account_transfer_invalid', deed: ({ frontdesk }) => createSignIn(frontdesk, { transfer: true }) },
  { code: 'account_transfer_invalid', deed: ({ frontdesk }) => createSignUp(frontdesk, { transfer: true }) },

  // What is proved
  {
    code: 'form_code_incorrect',
    field: 'code',
    deed: async (s) => attempt(s, (await sent(s)).id, s.wrong()),
  },
  {
    code: 'form_code_incorrect',
    field: 'code',
    async deed({ frontdesk, fapi }) {
      const { id } = await createSignIn(frontdesk, tess)
      const right = await totpCode(tess.totpSecret, totpStepAt(fapi.clock.now()))
      const code = right === '000000' ? '000001' : '000000'
      await attemptSecondFactor(frontdesk, { signInId: id, strategy: 'totp', code })
    },
  },
  {
    code: 'form_code_incorrect',
    field: 'code',
    async deed(s) {
      const { id } = await signUpSent(s)
      await attemptVerification(s.frontdesk, { signUpId: id, strategy: 'email_code', code: s.wrong() })
    },
  },
  {
    code: 'verification_missing',
    deed: async (s) => attempt(s, (await s.signIn({})).id, '123456'),
  },
  {
    code: 'verification_expired',
    async deed(s) {
      const { id } = await sent(s)
      s.fapi.clock.advance(11 * 60_000)
      await attempt(s, id, s.code())
    },
  },
  {
    code: 'verification_failed',
    async deed(s) {
      const { id } = await sent(s)
      for (let tries = 0; tries < 3; tries++) await refusal(attempt(s, id, s.wrong()))
      await attempt(s, id, s.code())
    },
  },
  {
    code: 'verification_already_verified',
    async deed(s) {
      const { id } = await sent(s)
      await attempt(s, id, s.code())
      await attempt(s, id, s.code())
    },
  },
  {
    code: 'verification_strategy_invalid',
    async deed({ frontdesk, signUp }) {
      const { id } = await signUp()
      await attemptVerification(frontdesk, { signUpId: id, strategy: 'email_link' } as never)
    },
  },
  {
    code: 'verification_code_too_many_requests',
    options: { limits: true },
    more: { retryAfter: expect.closeTo(27, -1) },
    async deed(s) {
      const { id, supportedFirstFactors } = await sent(s)
      const factor = supportedFirstFactors.find(({ strategy }) => strategy === 'email_code')
      await prepareFirstFactor(s.frontdesk, { signInId: id, ...factor } as never)
    },
  },
  {
    code: 'client_state_invalid',
    async deed({ frontdesk, signIn }) {
      const { id } = await signIn({})
      await attemptSecondFactor(frontdesk, { signInId: id, strategy: 'totp', code: '123456' })
    },
  },
  {
    code: 'no_second_factors',
    async deed({ frontdesk, elsewhere, fapi }) {
      const other = await elsewhere()
      const begun = await createSignIn(other, tess)
      const code = await totpCode(tess.totpSecret, totpStepAt(fapi.clock.now()))
      await attemptSecondFactor(other, { signInId: begun.id, strategy: 'totp', code })
      const { id } = await createSignIn(frontdesk, tess)
      await request(other, 'DELETE', '/me/totp')
      await attemptSecondFactor(frontdesk, { signInId: id, strategy: 'totp', code: '123456' })
    },
  },
  {
    code: 'resource_forbidden',
    async deed(s) {
      const { id } = await sent(s)
      await s.signIn({})
      await attempt(s, id, s.code())
    },
  },
  {
    code: 'resource_not_found',
    async deed(s) {
      const { id } = await createSignIn(await s.elsewhere(), { identifier })
      await s.signIn({})
      await attempt(s, id, '123456')
    },
  },

  // Passwords
  {
    code: 'form_password_length_too_short',
    field: 'password',
    deed: newPassword('short'),
  },
  {
    code: 'form_password_length_too_long',
    field: 'password',
    deed: newPassword('a'.repeat(73)),
  },
  {
    code: 'form_password_size_in_bytes_exceeded',
    field: 'password',
    deed: newPassword('ä'.repeat(40)),
  },
  ...(['lowercase', 'uppercase', 'number', 'special_char'] as const).map(
    (kind): Case => ({
      code: `form_password_no_${kind}`,
      field: 'password',
      options: { passwords: { requires: [kind] } },
      deed: newPassword({ lowercase: 'ABCDEFGH', uppercase: 'abcdefgh' }[kind as 'uppercase'] ?? 'abcdefgh'),
    }),
  ),
  {
    code: 'form_password_pwned',
    field: 'password',
    options: { passwords: { leaked: ['hunter2-hunter2'] } },
    deed: newPassword('hunter2-hunter2'),
  },
  {
    code: 'form_password_pwned',
    field: 'password',
    options: { passwords: { leaked: [password] } },
    deed: ({ signIn }) => signIn(),
  },
  ...[
    ['form_password_matches_identifier', identifier],
    ['form_new_password_matches_current', password],
  ].map(
    ([code, given]): Case => ({
      code: code!,
      field: 'password',
      async deed(s) {
        const { id } = await s.signIn({ strategy: 'reset_password_email_code' })
        await attemptFirstFactor(s.frontdesk, {
          signInId: id,
          strategy: 'reset_password_email_code',
          code: s.code(),
        })
        await resetPassword(s.frontdesk, { signInId: id, password: given! })
      },
    }),
  ),

  // Who signs up
  {
    code: 'not_allowed_access',
    async deed({ backend, signUp }) {
      await backend('PATCH', '/instance/restrictions', { blocklist: true })
      await backend('POST', '/blocklist_identifiers', { identifier: newcomer.emailAddress })
      return signUp()
    },
  },
  ...(
    [
      ['emailAddress', { emailAddress: 'ann@example.com' }],
      ['username', { username: 'annie' }],
    ] as const
  ).map(
    ([field, taken]): Case => ({
      code: 'form_identifier_exists',
      field,
      deed: ({ signUp }) => signUp(taken),
    }),
  ),
  ...(
    [
      ['emailAddress', { emailAddress: 'no address' }],
      ['phoneNumber', { phoneNumber: '12' }],
    ] as const
  ).map(
    ([field, odd]): Case => ({
      code: 'form_param_format_invalid',
      field,
      deed: ({ signUp }) => signUp(odd),
    }),
  ),
  {
    code: 'form_param_unknown',
    field: 'phoneNumber',
    options: { strategies: ['password'] },
    deed: ({ signUp }) => signUp({ phoneNumber: '+12125550123' }),
  },
  {
    code: 'form_username_invalid_length',
    field: 'username',
    deed: ({ signUp }) => signUp({ username: 'ab' }),
  },
  {
    code: 'form_username_invalid_character',
    field: 'username',
    deed: ({ signUp }) => signUp({ username: 'an nie' }),
  },
  {
    code: 'legal_not_accepted',
    field: 'legalAccepted',
    options: { signUp: { legalConsent: true } },
    deed: ({ signUp }) => signUp({ legalAccepted: false }),
  },
  {
    code: 'captcha_missing_token',
    options: { signUp: { captcha: true } },
    deed: ({ signUp }) => signUp(),
  },
  {
    code: 'captcha_invalid',
    options: { signUp: { captcha: true } },
    deed: ({ signUp }) => signUp({ captchaToken: 'made up' }),
  },
  {
    code: 'sign_up_mode_restricted',
    options: { signUp: { mode: 'restricted' } },
    deed: ({ signUp }) => signUp(),
  },
  {
    code: 'sign_up_restricted_waitlist',
    options: { signUp: { mode: 'waitlist' } },
    deed: ({ signUp }) => signUp(),
  },
  {
    code: 'sign_up_outdated_verification',
    async deed(s) {
      const { id } = await signUpSent(s)
      await updateSignUp(s.frontdesk, { signUpId: id, emailAddress: 'newer@example.com' })
      await attemptVerification(s.frontdesk, { signUpId: id, strategy: 'email_code', code: s.code() })
    },
  },
  {
    code: 'sign_up_cannot_be_updated',
    async deed(s) {
      const { id } = await signUpSent(s)
      await attemptVerification(s.frontdesk, { signUpId: id, strategy: 'email_code', code: s.code() })
      await updateSignUp(s.frontdesk, { signUpId: id, firstName: 'Ann' })
    },
  },
  {
    code: 'identification_claimed',
    async deed(s) {
      const { id } = await signUpSent(s)
      const code = s.code()
      await s.backend('POST', '/users', {
        email_address: [newcomer.emailAddress],
        password: 'their-password',
      })
      await attemptVerification(s.frontdesk, { signUpId: id, strategy: 'email_code', code })
    },
  },

  // How often
  {
    code: 'account_lockout_warning',
    options: { limits: true },
    more: { triesLeft: 2, fields: { password: [{ code: 'form_password_incorrect' }] } },
    async deed(s) {
      await guess(s, 7)
      await s.signIn({ password: 'wrong' })
    },
  },
  {
    code: 'user_locked',
    options: { limits: true },
    more: { retryAfter: expect.closeTo(3577, -1) },
    async deed(s) {
      await guess(s, 10)
      await s.signIn()
    },
  },
  {
    code: 'too_many_requests',
    options: { limits: true },
    more: { retryAfter: expect.closeTo(8, -1) },
    async deed({ signIn }) {
      // The first makes the client that the others are counted by.
      for (let tries = 0; tries < 7; tries++) await signIn({})
    },
  },

  // Tickets
  { code: 'ticket_invalid_code', deed: (s) => withTicket(s, 'forged') },
  {
    code: 'form_param_missing',
    field: 'ticket',
    deed: (s) => withTicket(s, ''),
  },
  {
    code: 'ticket_expired_code',
    async deed(s) {
      const { token } = await s.backend('POST', '/sign_in_tokens', {
        user_id: s.fapi.users[0]!.id,
        expires_in_seconds: 60,
      })
      s.fapi.clock.advance(61_000)
      await withTicket(s, token)
    },
  },
  {
    code: 'sign_in_token_revoked_code',
    async deed(s) {
      const { id, token } = await s.backend('POST', '/sign_in_tokens', { user_id: s.fapi.users[0]!.id })
      await s.backend('POST', `/sign_in_tokens/${id}/revoke`)
      await withTicket(s, token)
    },
  },
  {
    code: 'sign_in_token_already_used_code',
    async deed(s) {
      const { token } = await s.backend('POST', '/sign_in_tokens', { user_id: s.fapi.users[0]!.id })
      await withTicket(s, token)
      await withTicket(s, token)
    },
  },
  {
    code: 'revoked_invitation',
    async deed(s) {
      const { id, ticket } = await invited(s, 'dora@example.com')
      await s.backend('POST', `/invitations/${id}/revoke`)
      await withTicket(s, ticket)
    },
  },
  {
    code: 'invitation_account_not_exists',
    async deed(s) {
      const { ticket } = await invited(s, 'dora@example.com')
      await withTicket(s, ticket)
    },
  },
  {
    code: 'invitation_account_exists',
    async deed(s) {
      const { ticket } = await invited(s, identifier)
      await createSignUp(s.frontdesk, { strategy: 'ticket', ticket })
    },
  },
  {
    code: 'invitation_already_accepted',
    async deed(s) {
      const { ticket } = await invited(s, identifier)
      await withTicket(s, ticket)
      await createSignIn(await s.elsewhere(), { strategy: 'ticket', ticket })
    },
  },

  // What is no fault of the form's
  ...[
    ['internal_clerk_error', 500],
    ['maintenance_mode', 503],
  ].map(
    ([code, status]): Case => ({
      code: code as string,
      async deed({ world, signIn }) {
        world.fault('POST /client/sign_ins', { status: status as number })
        await signIn()
      },
    }),
  ),

  // Passkeys
  { code: 'no_passkeys_found_for_user', deed: ({ signIn }) => signIn({ strategy: 'passkey' }) },
  {
    code: 'passkey_not_registered',
    async deed(s) {
      const { begun, nonce, stray } = await asked(s)
      await prove(s, begun.id, await stray.use(nonce))
    },
  },
  {
    code: 'passkey_invalid_public_key_credential',
    field: 'publicKeyCredential',
    deed: async (s) => prove(s, (await asked(s)).begun.id, '{}'),
  },
  {
    code: 'passkey_authentication_failure',
    async deed(s) {
      const passkey = await registered(s)
      const { nonce } = await asked(s)
      await prove(s, (await asked(s)).begun.id, await passkey.use(nonce))
    },
  },
  {
    code: 'passkey_invalid_verification',
    async deed(s) {
      const passkey = await registered(s)
      const former = await asked(s)
      const { begun } = await asked(s)
      const wrong = await passkey.use(former.nonce)
      await refusal(prove(s, begun.id, wrong))
      await prove(s, begun.id, wrong)
    },
  },

  // What comes back from a provider stands in the attempt
  {
    code: 'external_account_not_found',
    isFound: true,
    deed: provider('signIn', { email_address: 'new@example.com' }),
  },
  { code: 'external_account_exists', isFound: true, deed: provider('signUp', { email_address: identifier }) },
  ...(['signIn', 'signUp'] as const).map(
    (kind): Case => ({
      code: 'oauth_access_denied',
      isFound: true,
      deed: provider(kind, { error: 'access_denied' }),
    }),
  ),

  // Where a link leads
  { code: 'invalid_redirect_url', field: 'redirectUrl', deed: link('https://') },
  { code: 'prohibited_redirect_url', field: 'redirectUrl', deed: link('javascript:alert(1)') },
  { code: 'redirect_url_domain_mismatch', field: 'redirectUrl', deed: link('https://evil.example/') },

  // Who is signed in, and has to set something up
  {
    code: 'totp_already_enabled',
    async deed({ frontdesk, fapi }) {
      const { id } = await createSignIn(frontdesk, tess)
      const code = await totpCode(tess.totpSecret, totpStepAt(fapi.clock.now()))
      await attemptSecondFactor(frontdesk, { signInId: id, strategy: 'totp', code })
      await createTotp(frontdesk)
    },
  },
  {
    code: 'backup_codes_not_available',
    async deed({ frontdesk, signIn }) {
      await signIn()
      await request(frontdesk, 'POST', '/me/backup_codes', { body: {} })
    },
  },
  {
    code: 'form_password_incorrect',
    field: 'currentPassword',
    async deed({ frontdesk, signIn }) {
      await signIn()
      const body = { currentPassword: 'wrong', newPassword: 'a-new-password' }
      await request(frontdesk, 'POST', '/me/change_password', { body })
    },
  },
  {
    code: 'action_blocked',
    async deed({ frontdesk, signIn }) {
      await signIn()
      for (let count = 10; count < 21; count++) {
        await request(frontdesk, 'POST', '/me/phone_numbers', { body: { phoneNumber: `+121255501${count}` } })
      }
    },
  },
  {
    code: 'form_param_max_length_exceeded',
    field: 'name',
    async deed({ frontdesk, signIn }) {
      await signIn()
      await request(frontdesk, 'POST', '/organizations', { body: { name: 'a'.repeat(1000) } })
    },
  },
]

/** Codes that no form of a way in can meet: what the app, its server or its keys got wrong, or what another hook takes. */
const elsewhere: Record<string, string> = {
  action_for_session_not_authorized: 'a session of somebody else',
  authentication_invalid: 'who asks is nobody: `useReverification`, `useSession`',
  authorization_header_format_invalid: 'the app',
  captcha_not_enabled: 'the app',
  client_not_found: 'the bootstrap',
  dev_browser_unauthenticated: 'the bootstrap renews it',
  invalid_action_for_session: 'a session that is over',
  invalid_handshake: 'the app’s server',
  method_not_allowed: 'the app',
  native_api_disabled: 'the instance',
  origin_authorization_headers_conflict: 'the app',
  oauth_callback_invalid: 'a page of the Frontend API',
  origin_invalid: 'the app',
  passkey_quota_exceeded: '`useCreatePasskey`',
  passkey_registration_failure: '`useCreatePasskey`',
  request_body_invalid: 'the app',
  request_header_missing: 'the app',
  request_invalid_for_environment: 'the app',
  session_reverification_required: '`useReverification` takes it',
  signed_out: 'a session that is over',
  unsupported_content_type: 'the app',
}

describe('what a form shows of each code that the box gives', () => {
  test.each(cases)('$code at $field', async ({ code, field, deed, options = {}, isFound, more = {} }) => {
    const error = await refusal(deed(await stage(options)))
    expect(error).toMatchObject(isFound ? { code } : { name: 'FrontdeskError', code: expect.any(String) })
    const own = { code, message: `In my words: ${code}` }
    const shown = formErrors(error, { words: { [code]: own.message } })
    const list = field === undefined ? shown.global : shown.fields[field]
    expect(list).toEqual(expect.arrayContaining([expect.objectContaining(own)]))
    expect(shown).toMatchObject(more)
    // In Clerk's words it is a sentence, too.
    const { fields, global } = formErrors(error)
    const all = [...global, ...Object.values(fields).flatMap((each) => each ?? [])]
    expect(all.map(({ message }) => message)).toEqual(all.map(() => expect.stringMatching(/\w \w/)))
  })

  test('no code is left out', () => {
    const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
    const sources = readdirSync(new URL('../../fapi', import.meta.url), { recursive: true })
      .map((name) => `src/fapi/${name}`)
      .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$/.test(name))
      .map(read)
      .join('\n')
    const known = [...read('src/core/wire/clerkErrorCodes.ts').matchAll(/\| '(\w+)'/g)].map(
      ([, code]) => code!,
    )
    expect(known.length).toBeGreaterThan(80)
    const given = known.filter((code) => sources.includes(`'${code}'`) || sources.includes(` ${code}:`))
    const met = new Set(cases.map(({ code }) => code))
    expect(given.filter((code) => !met.has(code) && !Object.hasOwn(elsewhere, code))).toEqual([])
    expect(Object.keys(elsewhere).filter((code) => met.has(code))).toEqual([])
  })
})
