import type { User } from 'frontdesk'

export function emailOf({ emailAddresses, primaryEmailAddressId }: User): string {
  const primary = emailAddresses.find(({ id }) => id === primaryEmailAddressId) ?? emailAddresses[0]
  return primary?.emailAddress ?? ''
}

export function nameOf(user: User): string {
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ')
  return name || user.username || emailOf(user) || user.id
}
