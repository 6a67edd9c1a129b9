import type { FapiEvent } from './events'
import { isLoopback, isLoopbackHost, isUnder, parseHost, parseOrigin } from './http/origins'
import type { SigningKey } from './keys'
import {
  accountsPortal,
  appDomain,
  defaultKey,
  type KeyType,
  type PublishableKey,
  parseKey,
} from './publishableKey'
import { attributeNames, identifierNames, passwordLength } from './state/attributes'
import {
  type EnterpriseConnection,
  type FapiEnterpriseConnection,
  parseConnections,
} from './state/connections'
import { type CheckedState, jwtTemplatesSchema } from './state/format'
import {
  defaultOrganizations,
  type FapiOrganization,
  parseOrganizations,
  type SavedOrganization,
} from './state/organizations'
import { check } from './state/parse'
import type { characters } from './state/passwords'
import { type FapiPerson, parsePeople } from './state/people'
import { defaultUsers, type FapiUser, parseUsers, type SavedUser } from './state/users'
import { defaultStrategies, type FapiStrategy, parseStrategies } from './state/ways'
import type { FapiStorage } from './storage'

/** How `GET /v1/client` answers when the caller has no client: `200` with null, as Clerk does today, or an error. */
export type MissingClient = 'null' | 401 | 404

/** A JWT template: what `POST …/tokens/{template}` signs besides the claims of every token. */
export interface JwtTemplate {
  /**
   * Further claims; they never replace `iss`, `sub` and the times. In their strings `{{user.id}}`,
   * `{{user.public_metadata.role}}`, `{{org.slug}}` and the like stand for what the user and the active organization
   * show. Default: none.
   */
  claims?: Record<string, unknown> | undefined
  /** Seconds until the token expires. Default: 60. */
  lifetime?: number | undefined
}

/** How people become users. */
export interface SignUpOptions {
  /** Who may: everybody, only who was invited, or nobody yet. Default: `'public'`. */
  mode?: 'public' | 'restricted' | 'waitlist' | undefined
  /**
   * What they have to say, by its name on the wire: `email_address`, `phone_number`, `username`, `password`,
   * `first_name`, `last_name`; at least one of the first three. Default: `email_address` and `password`.
   */
  required?: readonly string[] | undefined
  /** Whether they have to accept the terms. Default: false. */
  legalConsent?: boolean | undefined
  /**
   * Whether browsers have to solve a captcha. The environment names the site key of Cloudflare's that always passes; what it
   * gives as `captcha_token` passes here, and so does a testing token. Default: false.
   */
  captcha?: boolean | undefined
}

/** What new passwords have to be like. What is wrong is said all at once, e.g. `form_password_no_number`. */
export interface PasswordOptions {
  /** Characters at least. Default: 8, which no SDK goes below. */
  min?: number | undefined
  /** Characters at most. Default: 72. */
  max?: number | undefined
  /** Kinds of characters that have to be in it. Default: none. */
  requires?: readonly PasswordCharacters[] | undefined
  /**
   * Those that count as found in a data breach, `form_password_pwned`: nobody takes one, and who has one signs in
   * in another way; where there is none, the new session has the task `reset-password`. Default: none.
   */
  leaked?: readonly string[] | undefined
}

/** A kind of characters. */
export type PasswordCharacters = keyof typeof characters

/** What a box is like. Everything has a default. */
export interface FapiOptions {
  /** Default: a key with which Clerk's own SDKs run their development machinery; with `keyType: 'live'` a production key. */
  publishableKey?: string | undefined
  /**
   * Names the instance in its key, e.g. `checkout`: letters, digits and hyphens. Boxes of one process never share
   * anything, but only those with keys of their own can be told apart by apps and cookies. Default: none.
   */
  name?: string | undefined
  /** A development (`'test'`, default) or a production instance (`'live'`). A given key decides by itself. */
  keyType?: KeyType | undefined
  /** Who can sign in. Default: Alice, Bob and Carol (`defaultUsers`), whom these replace. */
  users?: readonly FapiUser[] | undefined
  /** Whom they belong to besides themselves. Default: Acme with Alice and Carol; none where `users` are given. */
  organizations?: readonly FapiOrganization[] | undefined
  /** Which ways in there are, as the wire names them; `ticket` is always on. Default: all that a box serves. */
  strategies?: readonly FapiStrategy[] | undefined
  /**
   * Who is there to choose at the page of another provider, besides the users. That page is
   * `external_verification_redirect_url` of a verification: it has forms, which a test may send. Default: nobody.
   */
  people?: readonly FapiPerson[] | undefined
  /** With the strategy `enterprise_sso`, whose addresses sign in by it. Default: one named Acme, of `acme.example`. */
  enterpriseConnections?: readonly FapiEnterpriseConnection[] | undefined
  /** How people become users. */
  signUp?: SignUpOptions | undefined
  /** What new passwords have to be like. */
  passwords?: PasswordOptions | undefined
  /** Whether a link in an e-mail is good only in the browser that it was asked for in. Default: false. */
  sameClientLinks?: boolean | undefined
  /** Whether a password on a client that is not known yet asks for a code, too (`needs_client_trust`). Default: false. */
  clientTrust?: boolean | undefined
  /**
   * Whether a sign-in tells nobody which accounts there are: an unknown identifier is answered as a known one, and a wrong
   * password as `form_password_or_identifier_incorrect`. A sign-up still says that an address is taken. Default: false.
   */
  enumerationProtection?: boolean | undefined
  /** Whether there are limits as in production: of requests, tries and codes sent. Default: false. */
  limits?: boolean | undefined
  /** Whether everybody has to be in an organization: new sessions wait for it. Default: false. */
  forceOrganization?: boolean | undefined
  /** Whether everybody has to have a second factor: new sessions wait for it. Default: false. */
  forceSecondFactor?: boolean | undefined
  /** Whether a client holds at most one session. Default: false. */
  singleSessionMode?: boolean | undefined
  /** Whether native apps are served; `false` refuses them with 400 `native_api_disabled`. Default: true. */
  nativeApi?: boolean | undefined
  /** Seconds that the `__client` cookie of a live key lives; `cookie_expires_at` tells. Default: a year. Safari makes it a week. */
  cookieLifetime?: number | undefined
  /** Default: `'null'`. */
  missingClient?: MissingClient | undefined
  /** Origins of the apps served, e.g. `https://app.example.com`. Default: every loopback origin, any port; with a live key of `clerk.example.com` also what is on or under `https://example.com`. */
  origins?: readonly string[] | undefined
  /**
   * Host names and addresses, without ports, that people reach the inspector and the sign-in pages by, besides
   * the names of this machine. Whatever else leads here is refused: it may be a foreign page's trick.
   */
  hosts?: readonly string[] | undefined
  /** By name. Default: none; a token of an unknown template is refused with 404. */
  jwtTemplates?: Readonly<Record<string, JwtTemplate>> | undefined
  /** The RSA key that signs. Default: a new one, made when first needed. */
  signingKey?: SigningKey | undefined
  /**
   * Makes identifiers and secrets follow from this text, each time the same ones in the same order, so that
   * snapshots hold. They can be guessed then: for tests only. With a `storage` the sequence goes on where it was
   * left, so that no identifier comes twice; another text counts only while nothing is saved. Default: random ones.
   */
  idSeed?: string | undefined
  /** Where to keep everything, for the next instance. Default: nowhere. */
  storage?: FapiStorage | undefined
  /**
   * Called with what a webhook would tell, e.g. `user.created`, before the answer to what changed it. What is there when
   * `fapi.saved()` first resolves is no news. It must not throw. Default: nobody is told.
   */
  onEvent?: ((event: FapiEvent) => void) | undefined
}

/** The options with nothing left open. */
export interface ResolvedOptions {
  publishableKey: PublishableKey
  users: readonly SavedUser[]
  organizations: readonly SavedOrganization[]
  /** On the wire: `email_code`, `totp`, … */
  strategies: ReadonlySet<string>
  people: readonly FapiPerson[]
  enterpriseConnections: readonly EnterpriseConnection[]
  signUp: {
    mode: 'public' | 'restricted' | 'waitlist'
    required: ReadonlySet<string>
    legalConsent: boolean
    captcha: boolean
  }
  passwords: {
    min: number
    max: number
    requires: ReadonlySet<PasswordCharacters>
    leaked: ReadonlySet<string>
  }
  sameClientLinks: boolean
  clientTrust: boolean
  enumerationProtection: boolean
  limits: boolean
  forceOrganization: boolean
  forceSecondFactor: boolean
  singleSessionMode: boolean
  nativeApi: boolean
  cookieLifetime: number
  missingClient: MissingClient
  allowsOrigin(origin: string): boolean
  /** The origin of Clerk's accounts portal, which the box does not play. Undefined where `origins` says that somebody does. */
  missingPortal: string | undefined
  /** Whether the box's own pages may be reached by a host name. */
  allowsHost(hostname: string): boolean
  jwtTemplates: ReadonlyMap<string, JwtTemplate>
  signingKey: SigningKey | undefined
}

/** Checks the options and fills in what was saved, then the defaults. @throws TypeError that names the option. */
export function resolveOptions(options: FapiOptions, saved?: CheckedState): ResolvedOptions {
  const publishableKey = parseKey(
    saved?.publishableKey ?? options.publishableKey ?? defaultKey(options.keyType ?? 'test', options.name),
  )
  const { key, keyType } = publishableKey
  const asked = {
    publishableKey: options.publishableKey ?? key,
    name: options.name === undefined ? key : defaultKey(keyType, options.name),
  }
  for (const [option, wanted] of Object.entries(asked)) {
    if (wanted === key) continue
    const other = saved?.publishableKey ? `what was saved, which belongs to ${key}` : 'the publishable key'
    throw new TypeError(`${option}: contradicts ${other}.`)
  }
  if (options.keyType && options.keyType !== keyType) {
    throw new TypeError(
      `keyType: '${options.keyType}' contradicts the publishable key, which is a ${keyType} key.`,
    )
  }
  const signingKey = saved?.signingKey ?? options.signingKey
  if (options.signingKey && options.signingKey.n !== signingKey?.n)
    throw new TypeError('signingKey: what was saved is signed with another key.')
  const users = saved?.users ?? parseUsers(options.users ?? defaultUsers)
  const organizations =
    saved?.organizations ?? options.organizations ?? (options.users ? [] : defaultOrganizations)
  const origins = options.origins && new Set(options.origins.map(parseOrigin))
  const domain = appDomain(publishableKey)
  const portal = accountsPortal(publishableKey)
  const jwtTemplates = check(jwtTemplatesSchema, options.jwtTemplates ?? {}, 'jwtTemplates')
  const hosts = new Set(options.hosts?.map(parseHost))
  return {
    publishableKey,
    users,
    organizations: parseOrganizations(organizations, users),
    strategies: parseStrategies(options.strategies ?? defaultStrategies),
    people: parsePeople(options.people ?? []),
    enterpriseConnections: parseConnections(
      options.enterpriseConnections ?? [{ name: 'Acme', domain: 'acme.example' }],
    ),
    signUp: resolveSignUp(options.signUp),
    passwords: resolvePasswords(options.passwords),
    sameClientLinks: options.sameClientLinks ?? false,
    clientTrust: options.clientTrust ?? false,
    enumerationProtection: options.enumerationProtection ?? false,
    limits: options.limits ?? false,
    forceOrganization: options.forceOrganization ?? false,
    forceSecondFactor: options.forceSecondFactor ?? false,
    singleSessionMode: options.singleSessionMode ?? false,
    nativeApi: options.nativeApi ?? true,
    cookieLifetime: options.cookieLifetime ?? 31_536_000,
    missingClient: options.missingClient ?? 'null',
    allowsOrigin: (origin) => (origins ? origins.has(origin) : isLoopback(origin) || isUnder(domain, origin)),
    missingPortal: origins?.has(portal) ? undefined : portal,
    jwtTemplates: new Map(Object.entries({ ...saved?.jwtTemplates, ...jwtTemplates })),
    signingKey,
    allowsHost: (hostname) => isLoopbackHost(hostname) || hosts.has(hostname),
  }
}

function resolveSignUp({
  mode = 'public',
  required,
  legalConsent = false,
  captcha = false,
}: SignUpOptions = {}) {
  const names: readonly string[] = attributeNames
  required?.forEach((name, index) => {
    if (!names.includes(name))
      throw new TypeError(`signUp.required[${index}]: "${name}" is not one of ${names.join(', ')}.`)
  })
  const all = new Set(required ?? ['email_address', 'password'])
  if (!identifierNames.some((name) => all.has(name)))
    throw new TypeError(`signUp.required: one of ${identifierNames.join(', ')} must be there.`)
  return { mode, required: all, legalConsent, captcha }
}

const kinds: readonly PasswordCharacters[] = ['lowercase', 'uppercase', 'number', 'special_char']

function resolvePasswords({ min, max, requires, leaked }: PasswordOptions = {}) {
  requires?.forEach((kind, index) => {
    if (!kinds.includes(kind))
      throw new TypeError(`passwords.requires[${index}]: "${kind}" is not one of ${kinds.join(', ')}.`)
  })
  return {
    min: min ?? passwordLength.min,
    max: max ?? passwordLength.max,
    requires: new Set(requires),
    leaked: new Set(leaked),
  }
}
