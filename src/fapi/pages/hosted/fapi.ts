import type { Dom } from '../dom'
import type { HostedConfig } from './page'

/** What an answer's body may hold; the page reads what it asked for. */
interface Body {
  response: Attempt & Client
  id: string
  errors?: { code: string; long_message: string; meta?: { param_name?: string } }[]
}

export interface Client {
  sessions?: Session[]
  sign_in?: Attempt | null
  sign_up?: Attempt | null
}

/** A sign-in or a sign-up. */
export interface Attempt {
  id: string
  status: string
  identifier?: string | null
  supported_first_factors?: WireFactor[] | null
  supported_second_factors?: WireFactor[] | null
  first_factor_verification?: WireVerification | null
  missing_fields?: string[]
  unverified_fields?: string[]
  verifications?: Record<string, WireVerification | null>
}

/** A way to go on with a sign-in. */
export interface WireFactor {
  strategy: string
  safe_identifier?: string
  email_address_id?: string
  phone_number_id?: string
  enterprise_connection_id?: string
}

interface WireVerification {
  status: string
  external_verification_redirect_url?: string | null
  /** What a passkey is asked for, in JSON. */
  nonce?: string
  error?: { long_message: string } | null
}

export interface Session {
  id: string
  user: {
    first_name: string | null
    last_name: string | null
    username: string | null
    email_addresses: { email_address: string }[]
  }
}

type Form = Readonly<Record<string, string | undefined>>

export type HostedFapi = ReturnType<typeof fapi>

/** The hosted pages' way to the Frontend API that serves them. */
export function fapi({ byId }: Dom) {
  const { cookies } = JSON.parse(byId('main').dataset.config!) as HostedConfig
  const isToken = (token: string | null | undefined) => token && /^[\w.-]+$/.test(token)
  const kept = cookies.map((name) => new RegExp(`(?:^|; )${name}=([^;]+)`).exec(document.cookie)?.[1])
  const given = new URLSearchParams(location.search).get('__clerk_db_jwt')
  /** The dev browsers that may be this visitor's. One in the address anybody may have put there: it comes last. */
  const known = [...kept, given].filter(isToken)
  let devBrowser: string | undefined
  let isGiven = false
  take()

  function take() {
    devBrowser = known.shift() ?? undefined
    isGiven = devBrowser !== undefined && !kept.includes(devBrowser)
  }

  async function send(method: string, path: string, form: Form = {}): Promise<Response> {
    const url = new URL(`v1/${path}`, location.href)
    if (devBrowser) url.searchParams.set('__clerk_db_jwt', devBrowser)
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(form)) if (value) body.set(name, value)
    return fetch(url, method === 'GET' ? {} : { method, body })
  }

  async function newDevBrowser() {
    take()
    if (devBrowser) return
    const { id }: Body = await (await send('POST', 'dev_browser')).json()
    devBrowser = id
  }

  /** Before anybody signs in with a dev browser of the address: whoever put it there knows the old one, which is void then. */
  async function renew() {
    const url = new URL('sign-in/dev_browser', location.href)
    url.searchParams.set('__clerk_db_jwt', devBrowser!)
    const response = await fetch(url, { method: 'POST' })
    if (!response.ok) return newDevBrowser()
    const { id }: Body = await response.json()
    devBrowser = id
    isGiven = false
    keep()
  }

  /** Throws an `Error` with what to say, and the name of the field that it is about as `field`. */
  async function call(method: string, path: string, form?: Form): Promise<Attempt & Client> {
    const ask = async (): Promise<Body> => {
      if (isGiven && method !== 'GET') await renew()
      return (await send(method, path, form)).json()
    }
    if (cookies.length > 0 && !devBrowser) await newDevBrowser()
    let body = await ask()
    // Tokens of a box that has been started anew since.
    for (let tries = 0; body.errors?.[0]?.code === 'dev_browser_unauthenticated' && tries < 3; tries++) {
      await newDevBrowser()
      body = await ask()
    }
    const [error] = body.errors ?? []
    if (!error) return body.response
    throw Object.assign(new Error(error.long_message), { field: error.meta?.param_name })
  }

  /** Keeps the dev browser for the next visit, unless it is the address's; gives what the app has to know, if anything. */
  function keep(): string | undefined {
    for (const name of isGiven ? [] : cookies) {
      // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store API.
      document.cookie = `${name}=${devBrowser}; Path=/; Max-Age=31536000; SameSite=Lax`
    }
    return devBrowser
  }

  return { call, keep }
}
