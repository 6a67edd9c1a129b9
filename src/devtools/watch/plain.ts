import type { Answered, Asked, SessionVerdict } from './timeline'

/** Parameters of the protocol itself, which say nothing of what was asked. */
const usual = ['__clerk_api_version', '_method', '_is_native', '__clerk_db_jwt']

const anId = /^(?!dvb_)[a-z]+_[A-Za-z0-9]{5,64}$/
const aWord = /^[a-z]+(_[a-z]+)*$/
const aName = /^[\w-]{1,40}$/
const aCode = /^[a-z][a-z0-9_]{0,63}$/

/** An id of the Frontend API's as it is; of what could be anything else only that it was there. */
export const idOf = (value: unknown): string => (typeof value === 'string' && anId.test(value) ? value : '…')

export const codeOf = (value: unknown): string =>
  typeof value === 'string' && aCode.test(value) ? value : '…'

/** The parts that are words or ids of the Frontend API's, or the name of a token's template. */
export function pathOf(path: string): string {
  const parts = path.split('/')
  const isKnown = (part: string, at: number) =>
    part === '' ||
    (aWord.test(part) && part.length <= 32) ||
    anId.test(part) ||
    (parts[at - 1] === 'tokens' && aName.test(part))
  return parts.map((part, at) => (isKnown(part, at) ? part : '…')).join('/')
}

/** What a request asks for, without its values: any of them may be a secret. */
export function askedOf(url: URL, method: string, body: unknown, base: string): Asked {
  const fields = body instanceof URLSearchParams ? body : new URLSearchParams()
  const { searchParams } = url
  const names = [...searchParams.keys(), ...fields.keys()].filter((name) => !usual.includes(name))
  const strategy = fields.get('strategy')
  const own = `${new URL(base).pathname.replace(/\/$/, '')}/v1`
  return {
    method: aWord.test(method.toLowerCase()) ? method : '…',
    path: pathOf(url.pathname.startsWith(own) ? url.pathname.slice(own.length) : url.pathname),
    parameters: [...new Set(names)].map((name) => (aName.test(name) ? name : '…')),
    strategy: strategy && aWord.test(strategy) ? strategy : undefined,
  }
}

type Json = Readonly<Record<string, unknown>>

const bag = (value: unknown): Json => Object(value) as Json
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The wire's client in an answer, wherever it is; `undefined` if it says nothing of one. */
export function clientIn(json: unknown): Json | null | undefined {
  const { response, client, meta } = bag(json)
  for (const one of [response, client, bag(meta).client])
    if (Array.isArray(bag(one).sessions)) return one as Json
  return undefined
}

/** The tokens in an answer. */
export function tokensIn(json: unknown): string[] {
  const carried = list(clientIn(json)?.sessions).map((session) => bag(bag(session).last_active_token).jwt)
  return [bag(json).jwt, ...carried].filter((jwt) => typeof jwt === 'string')
}

/**
 * What the server says, without what only its user may know.
 *
 * @param isNoClient - whether an answer without a client says that there is none.
 */
export function verdictOf(
  json: unknown,
  isNoClient: boolean,
): Pick<Answered, 'codes' | 'traceId' | 'client'> {
  const { errors, clerk_trace_id: trace } = bag(json)
  const client = clientIn(json)
  const sessions = list(client?.sessions).map((session): SessionVerdict => {
    const { id, status } = bag(session)
    return { id: idOf(id), status: codeOf(status) }
  })
  return {
    codes: list(errors).map((error) => codeOf(bag(error).code)),
    traceId: typeof trace === 'string' && /^[\da-z]{8,64}$/.test(trace) ? trace : undefined,
    client: client ? { id: idOf(client.id), sessions } : isNoClient ? null : undefined,
  }
}
