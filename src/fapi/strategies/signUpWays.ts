import type { FapiContext } from '../http/env'
import { FapiError, formError } from '../http/errors'
import { requireClient } from '../security/caller'
import type { SignUpFields } from '../state/attributes'
import { verificationOf } from '../state/signUps'
import type { SignUpRecord } from '../state/state'
import { isExternal, verificationError } from '../state/verifications'
import { checkOn } from './checkOn'
import { sendLink } from './emailLink'
import { dropLeftovers, readExternal } from './external'
import { readReturnUrl } from './returnUrl'
import { checkChannel, sendCode } from './sendCode'

/** How an address or a number of a sign-up is proved to be one's own. */
export interface Way {
  strategy: string
  field: 'email_address' | 'phone_number'
  /** Where the sign-up keeps how that goes. */
  slot: 'verification' | 'phoneVerification'
}

const ways: readonly Way[] = [
  { strategy: 'email_code', field: 'email_address', slot: 'verification' },
  { strategy: 'email_link', field: 'email_address', slot: 'verification' },
  { strategy: 'phone_code', field: 'phone_number', slot: 'phoneVerification' },
]

/** The way that the form names. @throws FapiError 422 for none, 400 for one that is switched off */
export function readWay(c: FapiContext): Way {
  const strategy = c.get('form').get('strategy')
  if (!strategy) throw formError('form_param_missing', 'strategy', 'Choose a strategy')
  const way = ways.find((candidate) => candidate.strategy === strategy)
  if (!way) throw formError('form_param_value_invalid', 'strategy', `Nobody signs up by "${strategy}" here`)
  checkOn(c, strategy)
  return way
}

/** @throws FapiError 400 where there is nothing left to verify */
export function checkUnverified(signUp: SignUpRecord, { field }: Way): void {
  if (verificationOf(signUp, field)?.verified) throw verificationError('verified')
}

/** 410 for a code or a link that was sent to another address or number than the sign-up has now. */
export function outdated(): FapiError {
  const message = 'This was sent to what the sign-up had before. Ask for another one.'
  return new FapiError(410, 'sign_up_outdated_verification', message)
}

/**
 * What the strategy in the form, if any, does to a sign-up with these fields: it sends something. All that can be
 * wrong is found out before, so that it can be done last. @throws FapiError
 */
export function beginWay(c: FapiContext, fields: SignUpFields): (signUp: SignUpRecord) => void {
  const strategy = c.get('form').get('strategy')
  if (!strategy || strategy === 'password') return () => {}
  if (isExternal(strategy)) return beginExternal(c, strategy, fields)
  const way = readWay(c)
  const to = fields[way.field]
  if (!to) throw formError('form_param_missing', way.field, `Enter ${way.field}`)
  if (strategy === 'email_link') readReturnUrl(c)
  checkChannel(c, strategy)
  const send = strategy === 'email_link' ? sendLink : sendCode
  return (signUp) => {
    if (!verificationOf(signUp, way.field)?.verified) signUp[way.slot] = send(c, to, 'sign-up')
  }
}

function beginExternal(c: FapiContext, strategy: string, fields: SignUpFields) {
  const address = fields.email_address || c.get('form').get('identifier')?.trim()
  const begin = readExternal(c, strategy, address)
  return (signUp: SignUpRecord) => {
    dropLeftovers(c, requireClient(c), 'sign-in')
    signUp.external = begin()
  }
}
