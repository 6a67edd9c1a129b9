// Checked by `npm run test:types`: how a box is set up, and what can be done to it.
import {
  createFapi,
  defaultOrganizations,
  defaultUsers,
  type Fapi,
  type FapiActiveFault,
  type FapiClient,
  type FapiClock,
  type FapiDevBrowser,
  type FapiEnterpriseConnection,
  type FapiEvent,
  type FapiFault,
  type FapiHost,
  type FapiMember,
  type FapiOptions,
  type FapiOrganization,
  type FapiPerson,
  type FapiSession,
  type FapiState,
  type FapiStorage,
  type FapiStrategy,
  type FapiUser,
  generateSigningKey,
  type JwtTemplate,
  type KeyType,
  type MissingClient,
  type PasswordCharacters,
  type PasswordOptions,
  type SeedClient,
  type SeededClient,
  type SigningKey,
  type SignUpOptions,
  testSigningKey,
} from 'frontdesk/fapi'
import { expectTypeOf } from 'vitest'

export function ABoxNeedsNoOptions(options: FapiOptions) {
  expectTypeOf(createFapi()).toEqualTypeOf<Fapi>()
  expectTypeOf(createFapi).parameter(0).toEqualTypeOf<FapiOptions | undefined>()
  expectTypeOf(options.keyType).toEqualTypeOf<KeyType | undefined>()
  expectTypeOf<KeyType>().toEqualTypeOf<'test' | 'live'>()
  expectTypeOf(options.missingClient).toEqualTypeOf<MissingClient | undefined>()
  expectTypeOf<MissingClient>().toEqualTypeOf<'null' | 401 | 404>()
  expectTypeOf(options.onEvent).toEqualTypeOf<((event: FapiEvent) => void) | undefined>()
  expectTypeOf(options.storage).toEqualTypeOf<FapiStorage | undefined>()
  // @ts-expect-error -- misspelt.
  createFapi({ orgins: [] })
}

export function WaysInAreAChoice() {
  const strategies: FapiStrategy[] = ['password', 'email_code', 'oauth_google', 'enterprise_sso']
  const signUp: SignUpOptions = { mode: 'restricted', required: ['username'], legalConsent: true }
  const passwords: PasswordOptions = { min: 12, requires: ['number'], leaked: ['12345678'] }
  expectTypeOf<PasswordOptions['requires']>().toEqualTypeOf<readonly PasswordCharacters[] | undefined>()
  expectTypeOf<PasswordCharacters>().toEqualTypeOf<'lowercase' | 'uppercase' | 'number' | 'special_char'>()
  const enterpriseConnections: FapiEnterpriseConnection[] = [{ name: 'Acme', domain: 'acme.example' }]
  const jwtTemplates: Record<string, JwtTemplate> = { hasura: { claims: { role: 'user' }, lifetime: 60 } }
  createFapi({ strategies, signUp, passwords, enterpriseConnections, jwtTemplates })
  // @ts-expect-error -- the box plays no wallet.
  strategies.push('web3_metamask_signature')
  // @ts-expect-error -- no such characters.
  passwords.requires = ['emoji']
}

export function PeopleAreInIt(members: FapiMember[]) {
  const users: FapiUser[] = [{ identifier: 'ann@example.com', phones: [{ number: '+15555550100' }] }]
  const organizations: FapiOrganization[] = [{ name: 'Acme', members }]
  const people: FapiPerson[] = [{ emailAddress: 'ann@gmail.example', provider: 'google' }]
  createFapi({ users: [...users, ...defaultUsers], organizations, people })
  expectTypeOf(defaultUsers[0]!.password).toEqualTypeOf<string>()
  expectTypeOf(defaultOrganizations).toEqualTypeOf<readonly FapiOrganization[]>()
  expectTypeOf<FapiMember>().toEqualTypeOf<{
    user: string
    role?: string | undefined
    permissions?: string[] | undefined
  }>()
  // @ts-expect-error -- who?
  users.push({ password: 'secret' })
  // @ts-expect-error -- of whom?
  organizations.push({ name: 'Nobody' })
}

export function WhatIsInItCanBeRead(fapi: Fapi) {
  expectTypeOf(fapi.users).toEqualTypeOf<readonly (FapiUser & { id: string })[]>()
  expectTypeOf(fapi.clients).toEqualTypeOf<readonly FapiClient[]>()
  expectTypeOf(fapi.sessions).toEqualTypeOf<readonly FapiSession[]>()
  expectTypeOf(fapi.devBrowsers).toEqualTypeOf<readonly FapiDevBrowser[]>()
  expectTypeOf<FapiClient['sessionIds']>().toEqualTypeOf<string[]>()
  expectTypeOf<FapiSession['identifier']>().toEqualTypeOf<string>()
  expectTypeOf<FapiDevBrowser['clientId']>().toEqualTypeOf<string | null>()
  // @ts-expect-error -- secrets are not shown.
  void fapi.sessions[0]!.refreshToken
}

export async function SomebodyIsSignedInBeforehand(fapi: Fapi, seed: SeedClient) {
  expectTypeOf(seed.users).toEqualTypeOf<readonly string[] | undefined>()
  const seeded = await fapi.seedClient(seed)
  expectTypeOf(seeded).toEqualTypeOf<SeededClient>()
  expectTypeOf(seeded.sessionIds).toEqualTypeOf<readonly string[]>()
  expectTypeOf(seeded.devBrowser).toEqualTypeOf<string | null>()
  // @ts-expect-error -- an impersonator says who it is.
  void fapi.seedClient({ users: ['alice@example.com'], actor: {} })
}

export function ItCanBeMadeToFail(fapi: Fapi) {
  const fault: FapiFault = { path: /^\/v1\/client/, times: 1, status: 503, retryAfter: 3 }
  expectTypeOf(fapi.fault(fault)).toEqualTypeOf<() => void>()
  expectTypeOf(fapi.faults).toEqualTypeOf<readonly FapiActiveFault[]>()
  expectTypeOf<FapiActiveFault>().toExtend<FapiFault>()
  expectTypeOf(fapi.removeFault).parameter(0).toEqualTypeOf<FapiActiveFault['id']>()
  // @ts-expect-error -- a number.
  fapi.fault({ status: '503' })
}

export function TimeIsItsOwn({ clock }: Fapi) {
  expectTypeOf(clock).toEqualTypeOf<FapiClock>()
  expectTypeOf(clock.now()).toEqualTypeOf<number>()
  clock.set(new Date())
  clock.advance(60_000)
  // @ts-expect-error -- in milliseconds.
  clock.advance('5m')
}

export function AServerHasItsHeadersFromTheHost(fapi: Fapi, request: Request, host: FapiHost) {
  expectTypeOf(fapi.fetch(request)).toEqualTypeOf<Promise<Response>>()
  expectTypeOf(fapi.fetch(request, host)).toEqualTypeOf<Promise<Response>>()
  // What a page may not send or see.
  expectTypeOf(host.cookie).toEqualTypeOf<string | undefined>()
  expectTypeOf(host.setCookie).toEqualTypeOf<((line: string) => void) | undefined>()
}

export function ItRemembersWhereItIsTold(state: FapiState) {
  const storage: FapiStorage = { load: () => state, save: (saved) => void JSON.stringify(saved) }
  createFapi({ storage: { load: () => undefined } })
  expectTypeOf(state.users).toEqualTypeOf<readonly FapiUser[]>()
  expectTypeOf(state.version).toEqualTypeOf<1 | undefined>()
  expectTypeOf<FapiEvent>().toEqualTypeOf<{
    object: 'event'
    type: string
    data: Record<string, unknown>
    timestamp: number
    instance_id: string
  }>()
  return storage
}

export function KeysAreJwks() {
  expectTypeOf(generateSigningKey()).toEqualTypeOf<Promise<SigningKey>>()
  expectTypeOf(testSigningKey).toEqualTypeOf<SigningKey>()
  createFapi({ signingKey: testSigningKey })
}
