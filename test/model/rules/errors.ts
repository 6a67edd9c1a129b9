import { isFrontdeskError } from '../../../src/core'
import { messages } from '../../../src/core/wire/messages'
import type { World } from '../world'
import { hold } from './broken'

/** What the box may say. */
const codesOfTheServer = [
  'authentication_invalid',
  'resource_forbidden',
  'resource_not_found',
  'too_many_requests',
  'internal_clerk_error',
  'maintenance_mode',
  'fault_injected',
  'signed_out',
  'user_banned',
  'verification_already_verified',
  'verification_expired',
  'verification_failed',
  'verification_missing',
  'dev_browser_unauthenticated',
  'identifier_already_signed_in',
  'invalid_action_for_session',
  'action_for_session_not_authorized',
  'client_not_found',
  'client_state_invalid',
  'form_code_incorrect',
  'form_password_incorrect',
  'form_identifier_exists',
  'form_identifier_not_found',
  'form_password_same_as_current',
  'session_reverification_missing',
  'strategy_for_user_invalid',
  'sign_in_token_already_used_code',
  'invitation_already_accepted',
  'invitation_account_exists',
  'invitation_account_not_exists',
  'oauth_access_denied',
  'oauth_token_exchange_error',
]
const known = new Set([...Object.keys(messages), ...codesOfTheServer])

/** Errors speak: every failure is a FrontdeskError with a known code, and none goes unheard. */
export function rule10ErrorsSpeak(world: World): void {
  for (const { error: thrown, isExamined, life, name, value } of world.actions) {
    // A refusal at a provider is told, and not thrown.
    const error = thrown ?? (value as { error?: unknown } | undefined)?.error
    if (!error || isExamined) continue
    const isKnown = isFrontdeskError(error) && known.has(error.code)
    hold(
      10,
      isKnown,
      () =>
        `"${name}" in ${life.name} was rejected with ${(error as { code?: unknown }).code}: ${String(error)}`,
    )
  }
  for (const { name, frontdesk } of world.lives) {
    const { error } = frontdesk.state.connection
    hold(10, !error || known.has(error.code), () => `${name} shows the error ${String(error)}`)
  }
  const [escaped] = world.escaped
  hold(10, escaped === undefined, () => `nobody caught ${(escaped as Error)?.stack ?? escaped}`)
}
