import type { Engine } from '../engine/engine'
import type { AmbientCredential, AmbientCredentials } from '../host/ambient'
import { orElse } from '../host/orElse'
import { perHandle } from '../host/perHandle'
import { FrontdeskError, malformed, type OwnErrorCode } from '../wire/errors'

/** How the browser is asked. */
export interface AskForPasskeyParameters {
  /** Gives up. */
  signal?: AbortSignal | undefined
  /**
   * Whether passkeys are offered where the browser fills in a field with `autocomplete="username webauthn"`, instead of in
   * a dialog. It waits until one is chosen. Default: false.
   */
  autofill?: boolean | undefined
}

/** The browser's, where it has passkeys: on https and on localhost. */
const credentialsOf = ({ ambient }: Engine): AmbientCredentials | undefined =>
  ambient.credentials ??
  (typeof PublicKeyCredential === 'undefined'
    ? undefined
    : (navigator.credentials as unknown as AmbientCredentials))

export const hasPasskeys = (engine: Engine): boolean => credentialsOf(engine) !== undefined

/** @throws FrontdeskError `passkey_not_supported` */
export function needCredentials(engine: Engine): AmbientCredentials {
  const credentials = credentialsOf(engine)
  if (credentials) return credentials
  throw new FrontdeskError('passkey_not_supported')
}

/** Whether passkeys can be offered where the browser fills in a field. */
export async function canAutofill({ ambient }: Engine): Promise<boolean> {
  const isAvailable = () => PublicKeyCredential.isConditionalMediationAvailable()
  return ambient.credentials ? true : ((await orElse(isAvailable)?.catch(() => false)) ?? false)
}

/** A browser answers one question at a time. */
const createUnderWay = (_: Engine): { end?: () => void } => ({})

/**
 * Has the browser make a passkey or use one.
 *
 * @param asked - the `nonce` of a verification.
 * @returns what the Frontend API takes as `publicKeyCredential`.
 */
export async function askBrowser(
  engine: Engine,
  kind: 'create' | 'get',
  asked: unknown,
  { signal, autofill }: AskForPasskeyParameters = {},
): Promise<string> {
  const credentials = needCredentials(engine)
  const publicKey = orElse(() => readOptions(asked as string))
  if (!publicKey) throw malformed('verification.nonce')
  const underWay = perHandle(engine, createUnderWay)
  underWay.end?.()
  const controller = new AbortController()
  const end = () => controller.abort()
  underWay.end = end
  signal?.addEventListener('abort', end)
  try {
    if (signal?.aborted) end()
    const mediation = autofill ? ({ mediation: 'conditional' } as const) : undefined
    const made = await credentials[kind]({ publicKey, signal: controller.signal, ...mediation })
    return write(made!)
  } catch (cause) {
    throw new FrontdeskError(codes.get((cause as Error | null)?.name) ?? 'passkey_failed', { cause })
  } finally {
    signal?.removeEventListener('abort', end)
    if (underWay.end === end) delete underWay.end
  }
}

/** By the names of what browsers throw. */
const codes = new Map<unknown, OwnErrorCode>([
  ['AbortError', 'passkey_cancelled'],
  ['NotAllowedError', 'passkey_cancelled'],
  ['InvalidStateError', 'passkey_already_exists'],
  ['SecurityError', 'passkey_wrong_domain'],
])

type Json = Readonly<Record<string, unknown>>

/** What is text in JSON and bytes in a browser. */
function readOptions(json: string): Json {
  const { challenge, user, ...others } = JSON.parse(json) as Record<string, Json>
  const options: Record<string, unknown> = { ...others, challenge: decode(challenge) }
  if (user) options.user = withBytes(user)
  for (const name of ['allowCredentials', 'excludeCredentials']) {
    if (others[name]) options[name] = (others[name] as unknown as Json[]).map(withBytes)
  }
  return options
}

const withBytes = (json: Json): Json => ({ ...json, id: decode(json.id) })

function write({ id, rawId, type, authenticatorAttachment, response }: AmbientCredential): string {
  const answer: Record<string, unknown> = { transports: response.getTransports?.() }
  for (const name of [
    ...['clientDataJSON', 'attestationObject'],
    ...['authenticatorData', 'signature', 'userHandle'],
  ] as const) {
    const bytes = response[name as 'signature']
    if (bytes) answer[name] = encode(bytes)
  }
  const json: Record<string, unknown> = {
    id,
    rawId: encode(rawId),
    type,
    authenticatorAttachment,
    response: answer,
  }
  return JSON.stringify(json)
}

/** Base64url. */
const decode = (text: unknown) =>
  Uint8Array.from(atob(`${text}`.replace(/-/g, '+').replace(/_/g, '/')), (each) => each.charCodeAt(0))

const encode = (bytes: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')
