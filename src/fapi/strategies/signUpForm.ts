import type { Box } from '../box'
import type { FapiContext } from '../http/env'
import { FapiError, formError } from '../http/errors'
import { readMetadata } from '../http/metadata'
import type { Params } from '../http/params'
import { attributeNames, ruleOf } from '../state/attributes'
import { checkListed } from '../state/identifierLists'
import { readAttributes } from '../state/signUpFields'
import type { Said } from '../state/signUpSteps'

/** Whether people become users here by themselves. @throws FapiError 403 */
export function checkMode({ options: { signUp } }: Box): void {
  if (signUp.mode === 'public') return
  throw signUp.mode === 'waitlist'
    ? new FapiError(403, 'sign_up_restricted_waitlist', 'Sign-ups are not open yet: join the waitlist')
    : new FapiError(403, 'sign_up_mode_restricted', 'Sign-ups are for those who were invited')
}

/** What the form says of who signs up. @throws FapiError for what is malformed, taken, or not asked for here */
export function readSaid(c: FapiContext): Said {
  const box = c.get('box')
  const form = withEither(c.get('form'))
  for (const name of attributeNames) {
    if (form.get(name) && ruleOf(box.options, name) === 'off')
      throw formError('form_param_unknown', name, `${name} is not a valid parameter for this request.`)
  }
  const legal = form.get('legal_accepted')
  if (legal === 'false') throw formError('legal_not_accepted', 'legal_accepted', 'Accept the terms first')
  const fields = readAttributes(box, form)
  checkListed(box, fields.email_address, fields.phone_number)
  return {
    fields,
    unsafeMetadata: readMetadata(form, 'unsafe_metadata'),
    isLegalAccepted: legal === 'true',
    locale: form.get('locale'),
  }
}

/** Forms with one field for both say which it is by what is in it. */
function withEither(form: Params): Params {
  const either = form.get('email_address_or_phone_number')
  const meant = either?.includes('@') ? 'email_address' : 'phone_number'
  return { get: (name) => form.get(name) ?? (name === meant ? either : undefined) }
}
