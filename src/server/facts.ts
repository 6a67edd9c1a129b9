import { markerName } from './marker'

/** What a request says, taken apart once. Nothing of it is verified. */
export interface Facts {
  readonly request: Request
  /** The public address without what round trips put there. */
  readonly url: URL
  /** What round trips put there, the first of each. */
  readonly parameters: ReadonlyMap<string, string>
  /** Clerk's cookies of this instance, the first of each. */
  readonly cookies: ReadonlyMap<string, string>
  /** Our own: that this browser was sent round, and how often. */
  readonly attempts: ReadonlyMap<string, string>
  /** A load of a page or a frame, which can be sent round. */
  readonly isDocument: boolean
  /** The token in `Authorization: Bearer`. */
  readonly bearer: string | undefined
}

const handshakeNames = ['__clerk_handshake', '__clerk_handshake_nonce']
const sessionNames = ['__session', '__client_uat', '__clerk_db_jwt', '__refresh']
const parameterNames = new Set([
  ...handshakeNames,
  '__clerk_help',
  '__clerk_db_jwt',
  '__dev_session',
  markerName,
])

/** @param suffix - what ends the names of this instance's cookies. */
export function readFacts(request: Request, address: URL, suffix: string | undefined): Facts {
  const { method, headers } = request
  const [search, parameters] = takeApart(address.search)
  const url = new URL(`${address.origin}${address.pathname}${search}`)
  const cookies = new Map<string, string>()
  const attempts = new Map<string, string>()
  for (const [name, value] of readCookies(headers.get('cookie') ?? '')) {
    const target = name.startsWith(markerName) ? attempts : isClerks(name, suffix) ? cookies : undefined
    if (target && !target.has(name)) target.set(name, value)
  }
  const dest = headers.get('sec-fetch-dest')
  const isPage = dest === 'document' || dest === 'iframe'
  const isDocument =
    method === 'GET' && (isPage || (!dest && (headers.get('accept') ?? '').startsWith('text/html')))
  return {
    request,
    url,
    parameters,
    cookies,
    attempts,
    isDocument,
    bearer: /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1],
  }
}

/** Whether the request is the posting of a form, which a person waits for. */
export const isForm = ({ request: { method, headers } }: Facts): boolean =>
  method === 'POST' && headers.get('sec-fetch-dest') === 'document'

/** Whether the browser is only guessing that somebody may go there. */
export const isPrefetch = ({ request: { headers } }: Facts): boolean =>
  /prefetch|prerender/.test(`${headers.get('sec-purpose')} ${headers.get('purpose')}`)

/** Whether it is a page in a frame of another site. */
export const isForeignFrame = ({ request: { headers } }: Facts): boolean =>
  headers.get('sec-fetch-dest') === 'iframe' && headers.get('sec-fetch-site') === 'cross-site'

/** The rest of a query as it was written, and what round trips put there. */
function takeApart(search: string): [rest: string, taken: Map<string, string>] {
  const taken = new Map<string, string>()
  if (!/__|%/.test(search)) return [search, taken]
  const rest = search
    .slice(1)
    .split('&')
    .filter((part) => {
      const [[name, value] = ['', '']] = [...new URLSearchParams(part)]
      if (!parameterNames.has(name)) return true
      if (!taken.has(name)) taken.set(name, value)
      return false
    })
  return [rest.length > 0 ? `?${rest.join('&')}` : '', taken]
}

/** The pairs of a `Cookie` header, as they are written. */
export function readCookies(header: string): [name: string, value: string][] {
  return header.split(';').map((pair) => {
    const at = pair.indexOf('=')
    return at < 0 ? ['', ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
}

const isClerks = (name: string, suffix: string | undefined) =>
  handshakeNames.includes(name) || sessionNames.some((each) => name === each || name === `${each}_${suffix}`)
