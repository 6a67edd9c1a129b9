import type { User } from 'frontdesk'

export const emailOf = ({ primaryEmailAddress }: User): string => primaryEmailAddress?.emailAddress ?? ''

export const nameOf = (user: User): string => user.fullName || user.username || emailOf(user) || user.id
