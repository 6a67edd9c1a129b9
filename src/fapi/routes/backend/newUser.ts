import type { FapiContext } from '../../http/env'
import { formError } from '../../http/errors'
import { readFlag } from '../../http/flag'
import { readMetadata } from '../../http/metadata'
import type { Params } from '../../http/params'
import type { SignUpFields } from '../../state/attributes'
import { identifierOf, readAttributes } from '../../state/signUpFields'
import type { SavedUser } from '../../state/users'

/** What the form says of a new user: every field that Clerk knows is kept, or refused. @throws FapiError 422 */
export function readNewUser(c: FapiContext): { fields: SignUpFields; more: Partial<SavedUser> } {
  const box = c.get('box')
  const form = c.get('form')
  const one = (name: string, value: string) =>
    readAttributes(box, { get: (asked) => (asked === name ? value : undefined) })
  const list = (name: string) => unique(name, form.get(name)?.split(',').filter(Boolean) ?? [])
  const [email_address, ...emails] = list('email_address').map(
    (each) => one('email_address', each).email_address!,
  )
  const numbers = list('phone_number').map((each) => one('phone_number', each).phone_number!)
  const said = [
    'username',
    'first_name',
    'last_name',
    ...(readFlag(form, 'skip_password_checks') ? [] : ['password']),
  ]
  const fields: SignUpFields = {
    password: form.get('password') ?? '',
    ...readAttributes(box, { get: (name) => (said.includes(name) ? form.get(name) : undefined) }),
    email_address: email_address ?? '',
    phone_number: numbers[0] ?? '',
  }
  if (!identifierOf(fields)) {
    throw formError('form_param_missing', 'email_address', 'A user needs an address, a number or a username')
  }
  const more = {
    ...readMore(c),
    createdAt: readDate(form, 'created_at'),
    banned: readFlag(form, 'banned'),
    locked: readFlag(form, 'locked'),
    emails: emails.map((emailAddress) => ({ emailAddress })),
    phones: numbers.map((number) => ({ number })),
  }
  return { fields, more: Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)) }
}

/** What servers may say of a user, new or not. What is not said is undefined. @throws FapiError 422 */
export function readMore(c: FapiContext, own?: object) {
  const form = c.get('form')
  if (form.get('password_digest') !== undefined) {
    const message = 'The box checks no password by its digest: send it as `password`'
    throw formError('form_param_not_supported', 'password_digest', message)
  }
  const externalId = form.get('external_id')
  const owner = [...c.get('box').state.users.values()].find(
    (user) => user.externalId?.toLowerCase() === externalId?.toLowerCase(),
  )
  if (externalId && owner && owner !== own) {
    throw formError('form_identifier_exists', 'external_id', 'Another user has this one')
  }
  const totpSecret = form.get('totp_secret')
  if (totpSecret && !/^[A-Z2-7]{16,}$/.test(totpSecret)) {
    throw formError('form_param_format_invalid', 'totp_secret', 'Must be Base32, 16 letters at least')
  }
  return {
    externalId: externalId || undefined,
    publicMetadata: readMetadata(form, 'public_metadata'),
    privateMetadata: readMetadata(form, 'private_metadata'),
    unsafeMetadata: readMetadata(form, 'unsafe_metadata'),
    totpSecret: totpSecret || undefined,
    backupCodes: form.get('backup_codes')?.split(',').filter(Boolean),
    legalAcceptedAt: readDate(form, 'legal_accepted_at'),
    bypassesClientTrust: readFlag(form, 'bypass_client_trust'),
  }
}

function readDate(form: Params, name: string): number | undefined {
  const text = form.get(name)
  if (!text) return undefined
  const time = Date.parse(text)
  if (!Number.isNaN(time)) return time
  throw formError('form_param_value_invalid', name, 'Must be a date such as 2026-05-12T10:00:00Z')
}

function unique(name: string, values: string[]): string[] {
  const lower = values.map((value) => value.trim().toLowerCase())
  if (new Set(lower).size === lower.length) return values
  throw formError('form_identifier_exists', name, 'One is there twice')
}
