import type { FapiContext } from '../http/env'
import { FapiError, formError } from '../http/errors'
import { currentClient } from '../security/caller'
import { checkCaptcha } from '../security/captcha'
import { ruleOf } from '../state/attributes'
import { checkListed } from '../state/identifierLists'
import { deleteSignIn } from '../state/leftovers'
import { openSignIn } from '../state/signIns'
import type { SignUpRecord, UserRecord } from '../state/state'
import { strangerOf } from '../state/strangers'
import { emailOf } from '../state/users'
import { startVerification, type Verification } from '../state/verifications'

const strategies = ['email_code', 'email_link', 'phone_code']

/**
 * `sign_up_if_missing`: whether who signs in may become a user where there is none, which is the same for those who are one.
 * @throws FapiError 422, and 400 without a captcha where that is wanted
 */
export function checkNewcomer(c: FapiContext): void {
  const form = c.get('form')
  const { options } = c.get('box')
  const strategy = form.get('strategy')
  const identifier = form.get('identifier')?.trim()
  if (!identifier) throw formError('form_param_missing', 'identifier', 'Enter an identifier')
  if (form.get('password') || (strategy && !strategies.includes(strategy))) {
    const message = `Nobody becomes a user by this: choose one of ${strategies.join(', ')}`
    throw new FapiError(422, 'sign_up_if_missing_strategy_not_supported', message)
  }
  const field = fieldOf(strangerOf({ id: '', identifier }))
  if (options.signUp.mode !== 'public' || !field || ruleOf(options, field) === 'off')
    throw new FapiError(422, 'sign_up_if_missing_not_allowed', 'Nobody becomes a user by signing in here')
  checkCaptcha(c)
}

function fieldOf(stranger: UserRecord): 'email_address' | 'phone_number' | undefined {
  if (emailOf(stranger)) return 'email_address'
  return stranger.phones.length > 0 ? 'phone_number' : undefined
}

/** What the newcomer of the caller's sign-in has proved, if there is one. A captcha was passed before that. */
export function provedByNewcomer(c: FapiContext): Verification | undefined {
  const client = currentClient(c)
  const { stranger, verification } = (client && openSignIn(c.get('box'), client)) ?? {}
  return stranger && verification?.isTransferable ? verification : undefined
}

/** Lets a sign-up have what was proved by a sign-in, which is gone then. @throws FapiError 403 where it is not on the list of those who may */
export function takeProved(c: FapiContext, { strategy, to }: Verification): (signUp: SignUpRecord) => void {
  const box = c.get('box')
  const proved = { ...startVerification(strategy), verified: true, to }
  if (to!.startsWith('+') && !to!.includes('@')) {
    checkListed(box, undefined, to)
    return (signUp) => {
      deleteSignIn(box, currentClient(c)!)
      signUp.fields.phone_number ||= to!
      if (signUp.fields.phone_number === to) signUp.phoneVerification = proved
    }
  }
  checkListed(box, to, undefined)
  return (signUp) => {
    deleteSignIn(box, currentClient(c)!)
    signUp.fields.email_address ||= to!
    if (signUp.fields.email_address === to) signUp.verification = proved
  }
}
