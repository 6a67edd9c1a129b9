import { describe, expect, test } from 'vitest'
import { alice, bob, booted, createWorld, type Scheme, schemes, type World } from '../../test/support/world'
import {
  attemptFirstFactor,
  attemptVerification,
  createSignIn,
  createSignUp,
  type Frontdesk,
  getToken,
  prepareFirstFactor,
  prepareVerification,
  request,
  resetPassword,
  retry,
  setActive,
  signInWithRedirect,
  signOut,
  signOutAll,
} from '../core'
import { reportOf } from './report'
import { recorderOf } from './watch/recorder'

/** What may stand in a report though it was sent: it is in the lists of the Frontend API, and no secret. */
const harmless =
  /^(|true|false|null|\d{1,3}|GET|POST|PUT|PATCH|DELETE|1|password|ticket|email_code|phone_code|email_link|oauth_google|reset_password_email_code|focus|select_session|select_org|skip_cache|\d{4}-\d\d-\d\d|(sess|user|org|client|sia|sua|idn|orgmem)_\w+)$/

/** A page that is watched, and every secret that goes over its wire, whatever it is called. */
async function openOverheard(scheme: Scheme) {
  const world = await createWorld({ scheme, signUp: { password: 'required' } } as Parameters<
    typeof createWorld
  >[0])
  const secrets = new Set<string>()
  const add = (value: string | null | undefined) => {
    if (value && !harmless.test(value)) secrets.add(value)
  }
  const tab = world.browser.openTab()
  const page = world.open({
    tab,
    mount: false,
    ambient: {
      async fetch(url, init) {
        for (const [, value] of new URL(url).searchParams) add(value)
        if (init.body instanceof URLSearchParams) for (const [, value] of init.body) add(value)
        for (const [, value] of new Headers(init.headers)) add(value)
        const response = await tab.ambient.fetch(url, init)
        for (const name of ['authorization', 'clerk-db-jwt']) add(response.headers.get(name))
        const json: unknown = await response
          .clone()
          .json()
          .catch(() => null)
        collect(json, add)
        return response
      },
    },
  })
  const { frontdesk } = page
  recorderOf(frontdesk._internal).start()
  frontdesk.mount()
  await booted(frontdesk)
  return { world, page, frontdesk, secrets, add }
}

/** The texts of an answer that are nobody's business: tokens, secrets, names, addresses. */
function collect(json: unknown, add: (value: string) => void, name = ''): void {
  const isSecret =
    /^(jwt|token|secret|uri|nonce|identifier|safe_identifier|email_address|phone_number|first_name|last_name|username|external_verification_redirect_url|message|long_message)$/
  if (typeof json === 'string') {
    if (isSecret.test(name)) add(json)
  } else if (json && typeof json === 'object')
    for (const [key, value] of Object.entries(json)) collect(value, add, Array.isArray(json) ? name : key)
}

const codeTo = async ({ fapi }: World, to: string) => fapi.emails.filter({ to }).at(-1)!.code!

const ways: Record<string, (frontdesk: Frontdesk, world: World) => Promise<unknown>> = {
  'a wrong password': (frontdesk) =>
    createSignIn(frontdesk, { identifier: alice.identifier, password: 'a-wrong-password' }),
  'a code by email': async (frontdesk, world) => {
    const { id, supportedFirstFactors } = await createSignIn(frontdesk, { identifier: alice.identifier })
    const factor = supportedFirstFactors.find(({ strategy }) => strategy === 'email_code') as {
      emailAddressId: string
    }
    await prepareFirstFactor(frontdesk, {
      signInId: id,
      strategy: 'email_code',
      emailAddressId: factor.emailAddressId,
    })
    const code = await codeTo(world, alice.identifier)
    await attemptFirstFactor(frontdesk, { signInId: id, strategy: 'email_code', code })
  },
  'a password': (frontdesk) => createSignIn(frontdesk, bob),
  'tokens, also by a template': async (frontdesk) => {
    await getToken(frontdesk, { skipCache: true })
    await getToken(frontdesk, { template: 'none' })
  },
  'a switch': (frontdesk) => setActive(frontdesk, { organizationId: null }),
  'requests of the app': async (frontdesk) => {
    await request(frontdesk, 'GET', '/me', { query: { q: 'a-secret-question' } } as never)
    await request(frontdesk, 'POST', '/secret-in-the-path-4711/x', {} as never)
  },
  'a sign-out': (frontdesk) => signOut(frontdesk),
  'a forgotten password': async (frontdesk, world) => {
    const { id, supportedFirstFactors } = await createSignIn(frontdesk, { identifier: bob.identifier })
    const strategy = 'reset_password_email_code'
    const factor = supportedFirstFactors.find((one) => one.strategy === strategy) as {
      emailAddressId: string
    }
    await prepareFirstFactor(frontdesk, { signInId: id, strategy, emailAddressId: factor.emailAddressId })
    await attemptFirstFactor(frontdesk, { signInId: id, strategy, code: await codeTo(world, bob.identifier) })
    await resetPassword(frontdesk, { signInId: id, password: 'a-brand-new-password' })
  },
  'a sign-up': async (frontdesk, world) => {
    const emailAddress = 'nina@example.com'
    const { id } = await createSignUp(frontdesk, { emailAddress, password: 'ninas-long-password' })
    await prepareVerification(frontdesk, { signUpId: id, strategy: 'email_code' })
    const code = await codeTo(world, emailAddress)
    await attemptVerification(frontdesk, { signUpId: id, strategy: 'email_code', code })
  },
  'a provider': (frontdesk) =>
    signInWithRedirect(frontdesk, {
      strategy: 'oauth_google',
      redirectUrl: '/back?state=a-secret-state',
      navigate: () => {},
    } as never),
  'a ticket': (frontdesk) =>
    createSignIn(frontdesk, { strategy: 'ticket', ticket: 'a-ticket-of-nobody' } as never),
  'a load': (frontdesk) => retry(frontdesk),
  'a sign-out of all': (frontdesk) => signOutAll(frontdesk),
}

/** How each way ends: a test of secrets that were never sent would say nothing. */
const outcomes = (scheme: Scheme) => {
  const refused: Record<string, string> = {
    'a wrong password': 'form_password_incorrect',
    'tokens, also by a template': 'resource_not_found',
    'requests of the app': 'resource_not_found',
    'a ticket': 'ticket_invalid_code',
    ...(scheme === 'native' && { 'a provider': 'page_missing' }),
  }
  return Object.keys(ways).map((name) => `${name}: ${refused[name] ?? 'done'}`)
}

describe('rule 9 · the report and the timeline hold no secret', () => {
  test.each(schemes)('behavior: of what goes over the wire with %s', async (scheme) => {
    const { world, page, frontdesk, secrets, add } = await openOverheard(scheme)
    const engine = frontdesk._internal
    const recorder = recorderOf(engine)
    const done: string[] = []
    const reports: string[] = []
    for (const [name, go] of Object.entries(ways)) {
      const error = await go(frontdesk, world).then(
        () => undefined,
        (thrown: unknown) => thrown ?? 'failed',
      )
      done.push(`${name}: ${error ? ((error as { code?: string }).code ?? String(error)) : 'done'}`)
      reports.push(reportOf(engine, recorder))
    }
    for (const { value } of world.browser.cookies) add(value)
    for (const value of world.storage.items.values()) add(value)
    add(page.tab.ambient.cookies?.cookie)
    // By chance an id may hold a short name.
    const all = reports.join('\n').replaceAll(/\b(sess|user|org|client|sia|sua|idn|orgmem)_\w+/g, '')
    expect(done).toEqual(outcomes(scheme))
    expect(secrets.size).toBeGreaterThan(25)
    expect([...secrets].filter((secret) => all.includes(secret))).toEqual([])
    expect(all).not.toMatch(/eyJ[\w-]+\./)
    expect(JSON.stringify(recorder.timeline.entries)).not.toMatch(/eyJ[\w-]+\.|dvb_/)
  })
})
