import type { Registered } from '../register'
import { bag, list, number, optional, type Reader, record, string } from '../shape'

export const text = optional(string, null)
export const time = optional(number, 0)

interface EmailAddress {
  readonly id: string
  readonly emailAddress: string
}

/** The user of a session. */
export interface User {
  readonly id: string
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  /** First and last name; `null` where there is neither. */
  readonly fullName: string | null
  readonly imageUrl: string | null
  readonly primaryEmailAddressId: string | null
  readonly primaryEmailAddress: EmailAddress | null
  readonly emailAddresses: readonly EmailAddress[]
  /** Written by the app's servers, readable by everyone. Keys are unchanged. */
  readonly publicMetadata: Readonly<Registered<'publicMetadata', Record<string, unknown>>>
  /** Written by the browser, so do not trust it. Keys are unchanged. */
  readonly unsafeMetadata: Readonly<Registered<'unsafeMetadata', Record<string, unknown>>>
  /** Milliseconds since 1970; 0 if unknown. */
  readonly createdAt: number
  /** Milliseconds since 1970; 0 if unknown. */
  readonly updatedAt: number
}

type UserAsItComes = Omit<User, 'fullName' | 'primaryEmailAddress'>

const readFields: Reader<UserAsItComes> = record<UserAsItComes>({
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

export const readUser: Reader<User> = (value, place) => {
  const user = readFields(value, place)
  const isPrimary = ({ id }: EmailAddress) => id === user.primaryEmailAddressId
  return {
    ...user,
    fullName: `${user.firstName ?? ''} ${user.lastName ?? ''}`.trim() || null,
    primaryEmailAddress: user.emailAddresses.find(isPrimary) ?? null,
  }
}
