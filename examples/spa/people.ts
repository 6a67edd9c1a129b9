import type { User } from 'frontdesk'
import people from './people.json'

export const emailOf = ({ primaryEmailAddress }: User): string => primaryEmailAddress?.emailAddress ?? ''

export const nameOf = (user: User): string => user.fullName || user.username || emailOf(user) || user.id

/** Somebody the box was started with. */
export interface Person {
  readonly identifier: string
  readonly password?: string
  readonly firstName: string
  readonly totpSecret?: string
  readonly backupCodes?: readonly string[]
  readonly publicMetadata: { readonly demo: string }
}

export const seededPeople: readonly Person[] = people.users
