import type { ResolvedOptions } from '../options'

/** What new users say of themselves, by its name on the wire. */
export const attributeNames = [
  'email_address',
  'phone_number',
  'username',
  'password',
  'first_name',
  'last_name',
] as const

export type Attribute = (typeof attributeNames)[number]

/** By what a user can be told from others: one of these is needed. */
export const identifierNames = ['email_address', 'phone_number', 'username'] as const

/** What a sign-up knows so far; empty is unknown. */
export type SignUpFields = Partial<Record<Attribute, string>>

export const passwordLength = { min: 8, max: 72 }
export const usernameLength = { min: 4, max: 64 }

/** Whether new users have to say something, may, or cannot. */
export function ruleOf({ strategies, signUp }: ResolvedOptions, name: Attribute): 'required' | 'on' | 'off' {
  const isRequired = signUp.required.has(name)
  if (name === 'password' && !strategies.has('password')) return 'off'
  if (name === 'phone_number' && !strategies.has('phone_code') && !isRequired) return 'off'
  return isRequired ? 'required' : 'on'
}

/** The strategies by which an address or a number can be proved to be one's own. Without any it is believed. */
export function waysToVerify({ strategies }: ResolvedOptions, name: Attribute): string[] {
  const ways = { email_address: ['email_code', 'email_link'], phone_number: ['phone_code'] }
  return name in ways ? ways[name as keyof typeof ways].filter((way) => strategies.has(way)) : []
}
