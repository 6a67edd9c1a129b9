import type { FrontdeskError } from 'frontdesk'

/** Our own words for what people meet most; for the rest the library's or Clerk's do. */
const words: Record<string, string> = {
  form_identifier_not_found: 'No account has this email address.',
  form_password_incorrect: 'That is not the password of this account.',
  identifier_already_signed_in: 'This account is already signed in here.',
  user_banned: 'This account is banned.',
  user_locked: 'This account is locked. Try again later.',
  network_error: 'The Frontend API cannot be reached. Is it running, and is this browser online?',
  timeout: 'The Frontend API did not answer in time.',
}

/** Codes that name no field although they belong to one. */
const fields: Record<string, string> = {
  identifier_already_signed_in: 'identifier',
  user_banned: 'identifier',
  user_locked: 'identifier',
}

export function describeError(error: FrontdeskError): string {
  return words[error.code] ?? error.message
}

/** The form field that an error is about, as the Frontend API names it: `identifier`, `password`. */
export function fieldOf(error: FrontdeskError | null): unknown {
  return error?.errors[0]?.meta.paramName ?? fields[error?.code ?? '']
}
