import type { JWK } from 'jose'
import { type FapiOptions, generateSigningKey, type SigningKey } from '../fapi'
import type { Fapi } from './handle'
import { createFapiWithPages } from './pages/createFapiWithPages'
import { strictKeeper } from './testStrictKeeper'

let key: Promise<SigningKey> | undefined

/** One RSA key for all tests of a file. */
export function sharedKey(): Promise<SigningKey> {
  key ??= generateSigningKey()
  return key
}

interface WireSession {
  id: string
  status: string
  tasks: { key: string }[] | null
  last_active_at: number
  last_active_organization_id: string | null
  last_active_token: { jwt: string } | null
  factor_verification_age: [number, number] | null
  user: {
    id: string
    email_addresses: { email_address: string }[]
    organization_memberships: { role: string; organization: { id: string; slug: string } }[]
    password_enabled: boolean
    two_factor_enabled: boolean
    totp_enabled: boolean
    backup_code_enabled: boolean
    password_last_updated_at: number | null
    primary_phone_number_id: string | null
    phone_numbers: WirePhone[]
    passkeys: { id: string; name: string; last_used_at: number | null }[]
    external_accounts: { provider: string; email_address: string }[]
    updated_at: number
  }
  updated_at: number
}

interface WirePhone {
  id: string
  phone_number: string
  reserved_for_second_factor: boolean
  default_second_factor: boolean
  verification: WireVerification | null
}

interface WireClient {
  id: string
  sessions: WireSession[]
  sign_in: { id: string; status?: string; created_session_id?: string | null } | null
  sign_up: { id: string } | null
  last_active_session_id: string | null
  last_authentication_strategy: string | null
  cookie_expires_at: number | null
  updated_at: number
}

interface WireFactor {
  strategy: string
  email_address_id?: string
  phone_number_id?: string
  safe_identifier?: string
}

interface WireVerification {
  status: string
  strategy: string
  attempts: number | null
  expire_at: number | null
  nonce?: string
}

/** What an answer's body may hold. A test reads what it asked for. */
interface Body {
  response: WireClient &
    WireSession &
    WireSession['user'] & {
      created_session_id: string | null
      created_user_id: string | null
      identifier: string | null
      object: string
      level: string
      session: WireSession
      secret: string | null
      uri: string | null
      backup_codes: string[] | null
      codes: string[]
      data: unknown[]
      total_count: number
      supported_first_factors: WireFactor[] | null
      supported_second_factors: WireFactor[] | null
      first_factor_verification: WireVerification | null
      second_factor_verification: WireVerification | null
      verification: WireVerification | null
    }
  client: WireClient | null
  errors: { code: string; message: string; long_message: string; meta: Record<string, unknown> }[]
  meta: { client: WireClient }
  clerk_trace_id: string
  id: string
  token: string
  jwt: string
  keys: JWK[]
  auth_config: Record<string, unknown>
  display_config: Record<string, unknown>
  user_settings: Record<string, unknown>
}

export interface Answer {
  status: number
  headers: Headers
  body: Body
  code: string | undefined
}

interface Call {
  form?: Record<string, string>
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: BodyInit
}

/** Sends requests to a box the way one browser or app does, keeping the credentials it is given. */
export interface TestCaller {
  fapi: Fapi
  call(method: string, path: string, options?: Call): Promise<Answer>
  signIn(name: string): Promise<Answer>
  /** What it has been given: the dev browser's token, cookies, the client token. */
  credentials: { devBrowser?: string; cookies: Map<string, string>; authorization?: string }
}

interface CallerOptions extends FapiOptions {
  native?: boolean
  fapi?: Fapi
}

export async function createCaller({ native = false, ...options }: CallerOptions = {}): Promise<TestCaller> {
  const keeper = 'storage' in options ? undefined : strictKeeper()
  const fapi = options.fapi ?? createFapiWithPages({ signingKey: await sharedKey(), ...options }, { keeper })
  const credentials: TestCaller['credentials'] = { cookies: new Map() }
  const caller: TestCaller = {
    fapi,
    credentials,
    async call(method, path, { form, query, headers, body } = {}) {
      const url = new URL(path, 'http://localhost:4400')
      if (native) url.searchParams.set('_is_native', '1')
      if (credentials.devBrowser) url.searchParams.set('__clerk_db_jwt', credentials.devBrowser)
      for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
      const cookie = [...credentials.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const given: Record<string, string> = native
        ? { authorization: credentials.authorization ?? '' }
        : { origin: 'http://localhost:3000', ...(cookie && { cookie }) }
      const content = form ? new URLSearchParams(form) : body
      const response = await fapi.fetch(
        new Request(url, {
          method,
          headers: { ...given, ...headers },
          // `duplex` is for bodies that are streams.
          ...(content !== undefined && { body: content, duplex: 'half' }),
        } as RequestInit),
      )
      keep(response, credentials)
      const text = await response.text()
      const json = (/^[[{]/.test(text) ? JSON.parse(text) : {}) as Body
      return { status: response.status, headers: response.headers, body: json, code: json.errors?.[0]?.code }
    },
    signIn: (name) =>
      caller.call('POST', '/v1/client/sign_ins', {
        form: { identifier: `${name}@example.com`, password: `${name}-password` },
      }),
  }
  if (fapi.publishableKey.startsWith('pk_test_') && !native) await caller.call('POST', '/v1/dev_browser')
  return caller
}

function keep(response: Response, credentials: TestCaller['credentials']): void {
  const devBrowser = response.headers.get('clerk-db-jwt')
  if (devBrowser) credentials.devBrowser = devBrowser
  const authorization = response.headers.get('authorization')
  if (authorization !== null) credentials.authorization = authorization
  for (const line of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/max-age=0/i.test(line)) credentials.cookies.delete(name!)
    else credentials.cookies.set(name!, value!)
  }
}
