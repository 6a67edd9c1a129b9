import type { ResolvedOptions } from '../options'
import { oauthIn } from '../state/ways'

type Ways = Pick<ResolvedOptions, 'strategies'>

const those = ({ strategies }: Ways, names: readonly string[]) => names.filter((name) => strategies.has(name))

/** By what one can be found. */
export function identifiers(ways: Ways): string[] {
  const has = (strategy: string) => ways.strategies.has(strategy)
  return [
    'email_address',
    ...(has('passkey') ? ['passkey'] : []),
    ...(has('phone_code') ? ['phone_number'] : []),
    'username',
  ]
}

/** How an e-mail address is proved to be one's own. */
export const emailStrategies = (ways: Ways) => those(ways, ['email_code', 'email_link'])

export function firstFactors(ways: Ways): string[] {
  const resets = ['email_code', 'phone_code'].filter((name) => ways.strategies.has(name))
  return [
    ...those(ways, ['email_code', 'email_link', 'enterprise_sso']),
    ...oauthIn(ways.strategies),
    ...those(ways, ['passkey', 'password', 'phone_code']),
    ...(ways.strategies.has('password') ? resets.map((name) => `reset_password_${name}`) : []),
    'ticket',
  ]
}

export const secondFactors = (ways: Ways) => those(ways, ['backup_code', 'phone_code', 'totp'])
