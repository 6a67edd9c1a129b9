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
]
const known = new Set([...Object.keys(messages), ...codesOfTheServer])

/** Errors speak: every failure is a FrontdeskError with a known code, and none goes unheard. */
export function rule10ErrorsSpeak(world: World): void {
  for (const { error, isExamined, life, name } of world.actions) {
    if (!error || isExamined) continue
    const isKnown = isFrontdeskError(error) && known.has(error.code)
    hold(10, isKnown, () => `"${name}" in ${life.name} was rejected with ${String(error)}`)
  }
  for (const { name, frontdesk } of world.lives) {
    const { error } = frontdesk.state.connection
    hold(10, !error || known.has(error.code), () => `${name} shows the error ${String(error)}`)
  }
  const [escaped] = world.escaped
  hold(10, escaped === undefined, () => `nobody caught ${(escaped as Error)?.stack ?? escaped}`)
}
