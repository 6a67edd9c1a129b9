import type { Engine } from '../engine/engine'
import { sendAndSettle } from '../engine/send'
import { tokenBook, tokenKey } from '../features/tokens/book'
import { tokenIssuer } from '../features/tokens/issuer'
import type { Frontdesk } from '../frontdesk'
import { share } from '../host/share'
import { toCamelCase } from '../wire/case'
import { FrontdeskError } from '../wire/errors'
import { form } from '../wire/form'
import {
  type Reverification,
  type ReverificationLevel,
  readReverification,
} from '../wire/resources/reverification'

interface OfSession {
  /** Default: this tab's session. */
  sessionId?: string | undefined
}

/** Parameters of `startReverification()`. */
export interface StartReverificationParameters extends OfSession {
  /** Default: `second_factor`. */
  level?: ReverificationLevel | undefined
}

/** What sends a code again, or asks a passkey, for `prepareReverificationFirstFactor()`. */
export type ReverificationPreparation =
  | { strategy: 'email_code'; emailAddressId: string }
  | { strategy: 'phone_code'; phoneNumberId: string }
  | { strategy: 'passkey' }

/** A proof, for `attemptReverificationFirstFactor()`. */
export type ReverificationAttempt =
  | { strategy: 'password'; password: string }
  | { strategy: 'email_code' | 'phone_code'; code: string }
  | { strategy: 'passkey'; publicKeyCredential: string }

/** What sends a code again, for `prepareReverificationSecondFactor()`. */
export interface ReverificationSecondPreparation {
  strategy: 'phone_code'
  phoneNumberId: string
}

/** A proof, for `attemptReverificationSecondFactor()`. */
export interface ReverificationSecondAttempt {
  strategy: 'phone_code' | 'totp' | 'backup_code'
  code: string
}

/**
 * Of the same step taken twice at a time one is sent.
 *
 * @param step - what is behind `verify` in the path.
 */
async function take<Parameters extends OfSession>(
  { _internal: engine }: Frontdesk,
  step: string,
  parameters: Parameters,
): Promise<Reverification> {
  const { sessionId = engine.shown.session.sessionId, ...fields } = parameters
  if (!sessionId) throw new FrontdeskError('session_not_found')
  const path = `/client/sessions/${encodeURIComponent(sessionId)}/verify${step}`
  const body = form({ ...fields })
  return share(engine, `${path} ${body}`, async () => {
    const json = await sendAndSettle(engine, { method: 'POST', path, sessionId, body })
    const answer = readReverification(toCamelCase(json), 'reverification')
    if (answer.status === 'complete') await renewTokens(engine, sessionId)
    return answer
  })
}

/** Those handed out until now say that the proof is old. Other tabs get the new ones, too. */
async function renewTokens(engine: Engine, sessionId: string): Promise<void> {
  const session = engine.client?.sessions.find(({ id }) => id === sessionId)
  if (session?.status !== 'active') return
  const own = { sessionId, organizationId: session.lastActiveOrganizationId }
  const known = Object.keys(tokenBook(engine).store.getState().tokens).flatMap((key) => {
    const [id, template, organizationId] = key.split('|')
    return id === sessionId && key !== tokenKey(own)
      ? { sessionId, template: template || undefined, organizationId: organizationId || null }
      : []
  })
  // The proof counts though a token cannot be had just now.
  const renewed = [own, ...known].map((target) => tokenIssuer(engine).get(target, { skipCache: true }))
  await Promise.allSettled(renewed)
}

/**
 * Begins to prove again who this tab's user is: `POST /v1/client/sessions/{id}/verify`. `useReverification()` does all of it.
 *
 * @returns which factors there are. Once a step's status is `complete`, the session's tokens are new.
 * @throws FrontdeskError, e.g. `session_not_found`.
 */
export const startReverification = (
  frontdesk: Frontdesk,
  { level = 'second_factor', sessionId }: StartReverificationParameters = {},
): Promise<Reverification> => take(frontdesk, '', { level, sessionId })

/**
 * Sends a code for the first factor: `POST /v1/client/sessions/{id}/verify/prepare_first_factor`.
 *
 * @throws FrontdeskError, e.g. `session_reverification_missing` before `startReverification()`.
 */
export const prepareReverificationFirstFactor = (
  frontdesk: Frontdesk,
  parameters: OfSession & ReverificationPreparation,
): Promise<Reverification> => take(frontdesk, '/prepare_first_factor', parameters)

/**
 * Attempts the first factor: `POST /v1/client/sessions/{id}/verify/attempt_first_factor`.
 *
 * @throws FrontdeskError, e.g. `form_password_incorrect`.
 */
export const attemptReverificationFirstFactor = (
  frontdesk: Frontdesk,
  parameters: OfSession & ReverificationAttempt,
): Promise<Reverification> => take(frontdesk, '/attempt_first_factor', parameters)

/**
 * Sends a code for the second factor: `POST /v1/client/sessions/{id}/verify/prepare_second_factor`.
 *
 * @throws FrontdeskError
 */
export const prepareReverificationSecondFactor = (
  frontdesk: Frontdesk,
  parameters: OfSession & ReverificationSecondPreparation,
): Promise<Reverification> => take(frontdesk, '/prepare_second_factor', parameters)

/**
 * Attempts the second factor: `POST /v1/client/sessions/{id}/verify/attempt_second_factor`.
 *
 * @throws FrontdeskError, e.g. `form_code_incorrect`.
 */
export const attemptReverificationSecondFactor = (
  frontdesk: Frontdesk,
  parameters: OfSession & ReverificationSecondAttempt,
): Promise<Reverification> => take(frontdesk, '/attempt_second_factor', parameters)
