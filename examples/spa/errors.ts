import type { FormErrorWords, FrontdeskError } from 'frontdesk'

/** Our own words for what people meet most; for the rest the library's or Clerk's do. */
export const words: FormErrorWords = {
  form_identifier_not_found: 'No account has this name.',
  form_identifier_exists: 'Somebody has an account with this already.',
  form_password_incorrect: 'That is not the password of this account.',
  form_code_incorrect: 'That is not the code that was sent last.',
  form_param_format_invalid: 'This is not written as it should be.',
  identifier_already_signed_in: 'This account is already signed in here.',
  user_banned: 'This account is banned.',
  user_locked: 'This account is locked.',
  verification_expired: 'This code has expired. Ask for another one.',
  verification_failed: 'That was wrong too often. Ask for another code.',
  passkey_cancelled: 'No passkey was chosen.',
  passkey_already_exists: 'This device has a passkey of this account already.',
  passkey_not_registered: 'No account here has this passkey.',
  passkey_not_supported: 'This browser has no passkeys.',
  passkey_wrong_domain: 'Browsers keep no passkeys for this address: open the page at localhost.',
  network_error: 'The Frontend API cannot be reached. Is it running, and is this browser online?',
  timeout: 'The Frontend API did not answer in time.',
}

export function describeError(error: FrontdeskError): string {
  const own = words[error.code]
  return typeof own === 'string' ? own : error.message
}
