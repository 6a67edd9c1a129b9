import { bag, list, number, optional, type Reader, record, string } from '../shape'

export const text = optional(string, null)
export const time = optional(number, 0)

/** The user of a session. */
export interface User {
  readonly id: string
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly imageUrl: string | null
  readonly primaryEmailAddressId: string | null
  readonly emailAddresses: readonly { readonly id: string; readonly emailAddress: string }[]
  /** Written by the app's servers, readable by everyone. Keys are unchanged. */
  readonly publicMetadata: Readonly<Record<string, unknown>>
  /** Written by the browser, so do not trust it. Keys are unchanged. */
  readonly unsafeMetadata: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970; 0 if unknown. */
  readonly createdAt: number
  /** Milliseconds since 1970; 0 if unknown. */
  readonly updatedAt: number
}

export const readUser: Reader<User> = record<User>({
  id: string,
  username: text,
  firstName: text,
  lastName: text,
  imageUrl: text,
  primaryEmailAddressId: text,
  emailAddresses: optional(list(record({ id: string, emailAddress: string })), []),
  publicMetadata: optional(bag, {}),
  unsafeMetadata: optional(bag, {}),
  createdAt: time,
  updatedAt: time,
})
