import type { Frontdesk } from '../frontdesk'
import { toCamelCase } from '../wire/case'
import type { FrontdeskError } from '../wire/errors'
import { form } from '../wire/form'
import { text } from '../wire/resources/user'
import { readVerification } from '../wire/resources/verification'
import { list, nullable, record, string } from '../wire/shape'
import { asUser } from './asUser'

/** Parameters of `changePassword()`. */
export interface ChangePasswordParameters {
  newPassword: string
  /** The one there was. Default: none is sent, where the Frontend API wants none. */
  currentPassword?: string | undefined
  /** Whether the user's sessions on other devices end. Default: false. */
  signOutOfOtherSessions?: boolean | undefined
}

/**
 * Gives this tab's user another password: `POST /v1/me/change_password`.
 *
 * @throws FrontdeskError, e.g. `form_password_pwned`, `session_reverification_required`: see `useReverification()`.
 */
export async function changePassword(
  frontdesk: Frontdesk,
  { newPassword, currentPassword, signOutOfOtherSessions }: ChangePasswordParameters,
): Promise<void> {
  const body = form({ newPassword, currentPassword, signOutOfOtherSessions })
  await asUser(frontdesk, { method: 'POST', path: '/me/change_password', body })
}

/** What an authenticator app is to know. A secret: show it, and keep it nowhere. */
export interface Totp {
  /** To be typed in. */
  readonly secret: string
  /** The same as an `otpauth:` URI, to be shown as a QR code. */
  readonly uri: string
}

/** What a second factor comes with. */
export interface BackupCodes {
  /** Each signs in once where the second factor is lost. Told only now: show them. Empty if there are no new ones. */
  readonly backupCodes: readonly string[]
}

const readTotp = record<Totp>({ secret: string, uri: string })
const readBackupCodes = record({ backupCodes: nullable(list(string)) })

const backupCodesIn = (json: unknown, about: string): BackupCodes => ({
  backupCodes: readBackupCodes(toCamelCase(json), about).backupCodes ?? [],
})

/**
 * Starts the set-up of an authenticator app for this tab's user: `POST /v1/me/totp`. It counts once `verifyTotp()` has
 * had a code of it.
 *
 * @throws FrontdeskError, e.g. `totp_already_enabled`.
 */
export async function createTotp(frontdesk: Frontdesk): Promise<Totp> {
  const json = await asUser(frontdesk, { method: 'POST', path: '/me/totp' })
  const { secret, uri } = readTotp(toCamelCase(json), 'totp')
  return { secret, uri }
}

/** Parameters of `verifyTotp()`. */
export interface VerifyTotpParameters {
  /** What the authenticator app shows now. */
  code: string
}

/**
 * Makes the authenticator app a second factor of this tab's user: `POST /v1/me/totp/attempt_verification`.
 *
 * @throws FrontdeskError, e.g. `form_code_incorrect`.
 */
export async function verifyTotp(frontdesk: Frontdesk, { code }: VerifyTotpParameters): Promise<BackupCodes> {
  const path = '/me/totp/attempt_verification'
  return backupCodesIn(await asUser(frontdesk, { method: 'POST', path, body: form({ code }) }), 'totp')
}

/** Parameters of `createSecondFactorPhone()`. */
export interface CreateSecondFactorPhoneParameters {
  /** With the country's code, e.g. `+15555550100`. */
  phoneNumber: string
}

/** One of the user's phone numbers. */
export interface PhoneNumberReference {
  phoneNumberId: string
}

/** A phone number that waits for its code. */
export interface SecondFactorPhone extends Readonly<PhoneNumberReference> {
  /** Whether it was verified before: no code was sent, and none is wanted. */
  readonly isVerified: boolean
}

const readPhone = record({ id: string, phoneNumber: text, verification: readVerification })
const readPhones = record({ phoneNumbers: list(readPhone) })
const phonePath = (id: string) => `/me/phone_numbers/${encodeURIComponent(id)}`
const digits = (phoneNumber: string | null) => phoneNumber?.replace(/\D/g, '')

/**
 * Adds a phone number to this tab's user, and sends a code to it: `POST /v1/me/phone_numbers`, then
 * `…/{id}/prepare_verification`. It counts once `verifySecondFactorPhone()` has had the code. One that the user has
 * already, e.g. from before a reload, is gone on with.
 *
 * @throws FrontdeskError, e.g. `form_identifier_exists`.
 */
export async function createSecondFactorPhone(
  frontdesk: Frontdesk,
  { phoneNumber }: CreateSecondFactorPhoneParameters,
): Promise<SecondFactorPhone> {
  const body = form({ phoneNumber })
  const json = await asUser(frontdesk, { method: 'POST', path: '/me/phone_numbers', body }).catch(
    async (error: FrontdeskError) => {
      if (error.code !== 'form_identifier_exists') throw error
      const me = readPhones(toCamelCase(await asUser(frontdesk, { method: 'GET', path: '/me' })), 'user')
      const own = me.phoneNumbers.find((phone) => digits(phone.phoneNumber) === digits(phoneNumber))
      if (!own) throw error
      return own
    },
  )
  const { id: phoneNumberId, verification } = readPhone(toCamelCase(json), 'phone-number')
  const isVerified = verification?.status === 'verified'
  if (!isVerified) await sendSecondFactorCode(frontdesk, { phoneNumberId })
  return { phoneNumberId, isVerified }
}

/**
 * Sends another code to the phone number: `POST /v1/me/phone_numbers/{id}/prepare_verification`.
 *
 * @throws FrontdeskError, e.g. `verification_code_too_many_requests`.
 */
export async function sendSecondFactorCode(
  frontdesk: Frontdesk,
  { phoneNumberId }: PhoneNumberReference,
): Promise<void> {
  const path = `${phonePath(phoneNumberId)}/prepare_verification`
  await asUser(frontdesk, { method: 'POST', path, body: form({ strategy: 'phone_code' }) })
}

/** Parameters of `verifySecondFactorPhone()`. */
export interface VerifySecondFactorPhoneParameters extends PhoneNumberReference {
  /** What was sent. Left out where the number was verified before. */
  code?: string | undefined
}

/**
 * Makes a phone number a second factor of this tab's user: `POST /v1/me/phone_numbers/{id}/attempt_verification`, then
 * `PATCH /v1/me/phone_numbers/{id}`.
 *
 * @throws FrontdeskError, e.g. `form_code_incorrect`.
 */
export async function verifySecondFactorPhone(
  frontdesk: Frontdesk,
  { phoneNumberId, code }: VerifySecondFactorPhoneParameters,
): Promise<BackupCodes> {
  const path = phonePath(phoneNumberId)
  if (code !== undefined)
    await asUser(frontdesk, {
      method: 'POST',
      path: `${path}/attempt_verification`,
      body: form({ code }),
    }).catch((error: FrontdeskError) => {
      // What comes then was refused the last time.
      if (error.code !== 'verification_already_verified') throw error
    })
  const body = form({ reservedForSecondFactor: true })
  return backupCodesIn(await asUser(frontdesk, { method: 'PATCH', path, body }), 'phone-number')
}
