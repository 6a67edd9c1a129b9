import type { ResolvedOptions } from '../options'
import { ruleOf } from '../state/attributes'
import { oauthIn } from '../state/ways'

type Ways = Pick<ResolvedOptions, 'strategies'>

const those = ({ strategies }: Ways, names: readonly string[]) => names.filter((name) => strategies.has(name))

/** By what one can be found, and a password that says who one is there. */
export function identifiers(options: ResolvedOptions): string[] {
  const phone = ruleOf(options, 'phone_number') === 'off' ? [] : ['phone_number']
  return ['email_address', ...those(options, ['passkey', 'password']), ...phone, 'username']
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
