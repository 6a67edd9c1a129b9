import { bag, list, number, optional, type Reader, record, string } from '../shape'

export const text = optional(string, null)
/** Milliseconds since 1970; 0 where the Frontend API does not say. */
export const time = optional(number, 0)

/** Who a session belongs to. */
export interface User {
  readonly id: string
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly imageUrl: string | null
  readonly primaryEmailAddressId: string | null
  readonly emailAddresses: readonly { readonly id: string; readonly emailAddress: string }[]
  /** Set by the app's servers, read by everyone. Keys as they were set. */
  readonly publicMetadata: Readonly<Record<string, unknown>>
  /** Set by the browser: not to be trusted. Keys as they were set. */
  readonly unsafeMetadata: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970; 0 where the Frontend API did not say. */
  readonly createdAt: number
  /** Milliseconds since 1970; 0 where the Frontend API did not say. */
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
