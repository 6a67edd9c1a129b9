import { describe, expect, test } from 'vitest'
import type { FapiOptions } from '../options'
import { createCaller, type TestCaller } from '../testCaller'

const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'
const app = 'http://localhost:3000'
const back = `${app}/verified?next=%2Fhome`
const minute = 60_000
const ann = { identifier: 'ann@example.com', password: 'ann-password' }

type Options = FapiOptions & { native?: boolean; redirectUrl?: string }

/** A sign-in that waits for the link that was e-mailed. */
async function waiting({ redirectUrl = back, ...options }: Options = {}, user: object = {}) {
  const caller = await createCaller({ users: [{ ...ann, ...user }], ...options })
  const form = { identifier: ann.identifier, strategy: 'email_link', redirect_url: redirectUrl }
  const begun = await caller.call('POST', signIns, { form })
  const url = `${signIns}/${begun.body.response?.id}`
  const poll = async () => (await caller.call('GET', url)).body
  return { ...caller, begun, url, poll, link: lastLink(caller) }
}

const lastLink = ({ fapi }: TestCaller) => fapi.emails.entries.at(-1)!.link!

/** Follows a link as a browser that was never here, or as the one that is given. */
async function follow(
  { fapi }: TestCaller,
  link: string,
  headers: Record<string, string> = {},
  method = 'GET',
) {
  const response = await fapi.fetch(new Request(link, { headers, method, redirect: 'manual' }))
  const location = response.headers.get('location')
  const url = location ? new URL(location) : undefined
  return {
    response,
    url,
    status: url?.searchParams.get('__clerk_status'),
    session: url?.searchParams.get('__clerk_created_session') ?? undefined,
  }
}

describe.each([
  { scheme: 'test', options: {} },
  { scheme: 'live', options: { keyType: 'live', origins: [app] } },
  { scheme: 'native', options: { native: true, redirectUrl: 'myapp://verified' } },
] as const)('a link that signs in: $scheme', ({ options }) => {
  test('default: followed on another device, it signs in who waits, and leads on to the app', async () => {
    const mine = await waiting(options)
    expect(mine.begun.body.response).toMatchObject({
      status: 'needs_first_factor',
      first_factor_verification: {
        object: 'verification_email_link',
        status: 'unverified',
        strategy: 'email_link',
        attempts: null,
        expire_at: mine.fapi.emails.entries[0]!.time + 10 * minute,
      },
    })
    expect(mine.fapi.emails.entries).toMatchObject([{ to: ann.identifier, kind: 'sign-in', code: '' }])
    expect(mine.link).toMatch(/^http:\/\/localhost:4400\/v1\/verify\?token=[\w]{40}$/)
    expect(mine.fapi.log.entries.at(-1)?.email?.link).toBe(mine.link)
    const { response, url, status, session } = await follow(mine, mine.link)
    expect(response.status).toBe(303)
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(status).toBe('verified')
    url!.searchParams.delete('__clerk_status')
    url!.searchParams.delete('__clerk_created_session')
    expect(url!.href).toBe('redirectUrl' in options ? options.redirectUrl : back)
    const body = await mine.poll()
    expect(body.response).toMatchObject({
      status: 'complete',
      created_session_id: session,
      supported_first_factors: null,
      first_factor_verification: { status: 'verified', strategy: 'email_link' },
    })
    expect(body.client).toMatchObject({
      sessions: [{ id: session, status: 'active' }],
      last_active_session_id: session,
      last_authentication_strategy: 'email_link',
    })
  })
})

describe('who waits', () => {
  test('behavior: finds it on the client until the next attempt, or until it is signed out', async () => {
    const mine = await waiting()
    const { session } = await follow(mine, mine.link)
    const shown = async () => (await mine.call('GET', '/v1/client')).body.response.sign_in
    expect(await shown()).toMatchObject({ status: 'complete', created_session_id: session })
    await mine.call('POST', `/v1/client/sessions/${session}/remove`)
    expect(await shown()).toBeNull()

    const next = await waiting()
    await follow(next, next.link)
    await next.call('POST', signIns)
    expect((await next.call('GET', '/v1/client')).body.response.sign_in).toMatchObject({
      status: 'needs_identifier',
    })

    const old = await waiting()
    await follow(old, old.link)
    old.fapi.clock.advance(24 * 60 * minute)
    expect((await old.call('GET', '/v1/client')).body.response.sign_in).toBeNull()
  })

  test('behavior: may be the one who follows, whose client token is renewed then', async () => {
    const mine = await waiting({ keyType: 'live', origins: [app] })
    const before = mine.credentials.cookies.get('__client')
    const { response, status } = await follow(mine, mine.link, { cookie: `__client=${before}` })
    expect(status).toBe('verified')
    const [line] = response.headers.getSetCookie()
    expect(line).toMatch(/^__client=/)
    expect((await mine.call('GET', mine.url)).code).toBe('client_not_found')
    mine.credentials.cookies.set('__client', /=([^;]*)/.exec(line!)![1]!)
    const { response: shown } = await mine.poll()
    expect(shown).toMatchObject({
      status: 'complete',
      first_factor_verification: { verified_at_client: mine.fapi.clients[0]!.id },
    })
  })

  test('behavior: with a second factor it goes on there', async () => {
    const mine = await waiting({}, { totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', backupCodes: ['one'] })
    const { status, session } = await follow(mine, mine.link)
    expect([status, session]).toEqual(['verified', undefined])
    expect((await mine.poll()).response).toMatchObject({
      status: 'needs_second_factor',
      first_factor_verification: { status: 'verified' },
    })
    const form = { strategy: 'backup_code', code: 'one' }
    const { body } = await mine.call('POST', `${mine.url}/attempt_second_factor`, { form })
    expect(body.response.status).toBe('complete')
    expect(body.client?.sign_in).toBeNull()
  })

  test('behavior: may type the password instead; the link is worth nothing then', async () => {
    const mine = await waiting()
    await mine.call('POST', `${mine.url}/attempt_first_factor`, { form: { password: ann.password } })
    expect(await follow(mine, mine.link)).toMatchObject({ status: 'failed' })
    expect(mine.fapi.sessions).toHaveLength(1)
  })

  test('behavior: may have tried a password in between', async () => {
    const mine = await waiting()
    await mine.call('POST', `${mine.url}/attempt_first_factor`, { form: { password: 'wrong' } })
    expect(await follow(mine, mine.link)).toMatchObject({ status: 'verified' })
    expect((await mine.poll()).response).toMatchObject({
      status: 'complete',
      first_factor_verification: { strategy: 'email_link', status: 'verified' },
    })
  })

  test('error: has nothing to attempt', async () => {
    const mine = await waiting()
    const form = { strategy: 'email_link', code: '424242' }
    expect(await mine.call('POST', `${mine.url}/attempt_first_factor`, { form })).toMatchObject({
      status: 400,
      code: 'verification_strategy_invalid',
    })
  })
})

describe('a link', () => {
  test('error: is good once', async () => {
    const mine = await waiting()
    const first = await follow(mine, mine.link)
    expect(first.status).toBe('verified')
    await mine.call('POST', `/v1/client/sessions/${first.session}/remove`)
    const second = await follow(mine, mine.link)
    expect(second.status).toBe('failed')
    expect(mine.fapi.sessions.map(({ status }) => status)).toEqual(['removed'])
  })

  test('error: is good for ten minutes', async () => {
    const mine = await waiting()
    mine.fapi.clock.advance(10 * minute)
    expect(await follow(mine, mine.link)).toMatchObject({ status: 'expired', session: undefined })
    expect((await mine.poll()).response.first_factor_verification).toMatchObject({ status: 'expired' })
    mine.fapi.clock.advance(-minute)
    expect((await follow(mine, mine.link)).status).toBe('verified')
  })

  test.each([
    ['there is none', () => 'http://localhost:4400/v1/verify'],
    ['nobody was sent', () => `http://localhost:4400/v1/verify?token=${'x'.repeat(40)}`],
    [
      'another was sent in place of',
      async (mine: TestCaller, link: string, url: string) => {
        await mine.call('POST', `${url}/prepare_first_factor`, {
          form: { strategy: 'email_link', redirect_url: back },
        })
        return link
      },
    ],
    [
      'whose sign-in another took the place of',
      async (mine: TestCaller, link: string) => {
        await mine.call('POST', signIns)
        return link
      },
    ],
  ])('error: that %s leads nowhere', async (_, linkOf) => {
    const mine = await waiting()
    const { response } = await follow(mine, await linkOf(mine, mine.link, mine.url))
    expect(response.status).toBe(400)
    expect((await response.json()).errors).toMatchObject([{ code: 'verification_link_token_invalid' }])
    expect(mine.fapi.sessions).toEqual([])
  })

  test.each([
    ['locked', ({ fapi }: TestCaller) => fapi.lockUser(ann.identifier)],
    ['banned', ({ fapi }: TestCaller) => fapi.banUser(ann.identifier)],
    ['signed in already', ({ fapi }: TestCaller) => void fapi.signIn(fapi.clients[0]!.id, ann.identifier)],
  ])('error: fails for a user who is %s meanwhile', async (_, happen) => {
    const mine = await waiting()
    happen(mine)
    const { length } = mine.fapi.sessions
    expect(await follow(mine, mine.link)).toMatchObject({ status: 'failed', session: undefined })
    expect(mine.fapi.sessions).toHaveLength(length)
    expect((await mine.poll()).response.first_factor_verification).toMatchObject({ status: 'unverified' })
  })

  test('behavior: who only looks whether it leads somewhere does not use it up', async () => {
    const mine = await waiting()
    const { response } = await follow(mine, mine.link, {}, 'HEAD')
    expect([response.status, response.headers.get('location')]).toEqual([200, null])
    expect((await follow(mine, mine.link)).status).toBe('verified')
  })

  test('behavior: stands in no log of the requests that follow it, and in no answer', async () => {
    const mine = await waiting()
    const token = new URL(mine.link).searchParams.get('token')!
    expect(JSON.stringify(mine.begun.body)).not.toContain(token)
    await follow(mine, mine.link)
    expect(JSON.stringify(await mine.poll())).not.toContain(token)
    const entries = mine.fapi.log.entries.filter(({ email }) => !email)
    expect(JSON.stringify(entries)).not.toContain(token)
  })

  test('parameters: sameClientLinks makes it good only where it was asked for', async () => {
    const mine = await waiting({ keyType: 'live', origins: [app], sameClientLinks: true })
    expect(await follow(mine, mine.link)).toMatchObject({ status: 'client_mismatch', session: undefined })
    const other = await createCaller({ fapi: mine.fapi })
    await other.call('POST', '/v1/client')
    const cookie = (caller: TestCaller) => ({
      cookie: `__client=${caller.credentials.cookies.get('__client')}`,
    })
    expect((await follow(mine, mine.link, cookie(other))).status).toBe('client_mismatch')
    expect((await follow(mine, mine.link, cookie(mine))).status).toBe('verified')
    const { body } = await mine.call('GET', '/v1/environment')
    expect(body.user_settings.attack_protection).toMatchObject({ email_link: { require_same_client: true } })
  })
})

describe('redirect_url', () => {
  test.each([
    ['none', undefined, 'form_param_missing'],
    ['a foreign origin', 'https://evil.example/', 'redirect_url_domain_mismatch'],
    ['a relative one', '/verified', 'invalid_redirect_url'],
    ['another host made to look like one', 'http://localhost:3000@evil.example/', 'invalid_redirect_url'],
    ['an app of a system', 'myapp://verified', 'prohibited_redirect_url'],
    ['a script', 'javascript:alert(1)', 'prohibited_redirect_url'],
  ])('error: %s sends nothing', async (_, redirectUrl, code) => {
    const { call, fapi } = await createCaller({ users: [ann] })
    const form = { identifier: ann.identifier, strategy: 'email_link' }
    const answer = await call('POST', signIns, {
      form: { ...form, ...(redirectUrl && { redirect_url: redirectUrl }) },
    })
    expect(answer).toMatchObject({ status: 422, code })
    expect(answer.body.errors[0]?.meta).toEqual({ param_name: 'redirect_url' })
    expect(fapi.emails.entries).toEqual([])
    expect(fapi.clients).toEqual([])
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'intent://x', 'my app://x'])(
    'error: a native app cannot have %s',
    async (redirectUrl) => {
      const { begun } = await waitingRefused({ native: true, redirectUrl })
      expect(begun.status).toBe(422)
    },
  )
})

async function waitingRefused({ redirectUrl, ...options }: Options) {
  const caller = await createCaller({ users: [ann], ...options })
  const form = { identifier: ann.identifier, strategy: 'email_link', redirect_url: redirectUrl! }
  return { begun: await caller.call('POST', signIns, { form }) }
}

describe('a link that signs up', () => {
  const dora = { email_address: 'dora@example.com', password: 'a-password-of-doras' }

  async function signingUp(form: Record<string, string> = dora) {
    const caller = await createCaller()
    const { body } = await caller.call('POST', signUps, { form })
    const url = `${signUps}/${body.response.id}`
    await caller.call('POST', `${url}/prepare_verification`, {
      form: { strategy: 'email_link', redirect_url: back },
    })
    return { ...caller, url, link: lastLink(caller) }
  }

  test('default: makes the user where nothing else is missing, and stays on the client', async () => {
    const mine = await signingUp()
    expect(mine.fapi.emails.entries).toMatchObject([{ kind: 'sign-up', to: dora.email_address }])
    const { status, session } = await follow(mine, mine.link)
    expect(status).toBe('verified')
    const { body } = await mine.call('GET', mine.url)
    expect(body.response).toMatchObject({ status: 'complete', created_session_id: session })
    const shown = await mine.call('GET', '/v1/client')
    expect(shown.body.response).toMatchObject({
      sign_up: { status: 'complete', created_session_id: session },
      sessions: [{ id: session }],
    })
    expect((await follow(mine, mine.link)).status).toBe('failed')
    expect(mine.fapi.users).toHaveLength(4)
  })

  test('behavior: verifies the address where something is missing', async () => {
    const mine = await signingUp({ email_address: dora.email_address })
    const { status, session } = await follow(mine, mine.link)
    expect([status, session]).toEqual(['verified', undefined])
    const { body } = await mine.call('GET', mine.url)
    expect(body.response).toMatchObject({ status: 'missing_requirements', unverified_fields: [] })
  })

  test('error: fails where another took the address meanwhile', async () => {
    const mine = await signingUp()
    const other = await signingUpOn(mine)
    expect((await follow(mine, other)).status).toBe('verified')
    expect((await follow(mine, mine.link)).status).toBe('failed')
  })

  async function signingUpOn({ fapi }: TestCaller) {
    const caller = await createCaller({ fapi })
    const { body } = await caller.call('POST', signUps, { form: dora })
    const form = { strategy: 'email_link', redirect_url: back }
    await caller.call('POST', `${signUps}/${body.response.id}/prepare_verification`, { form })
    return lastLink(caller)
  }
})
