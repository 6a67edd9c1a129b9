/** How one can sign in here, as the wire names it. `ticket` needs no entry: who hands one out allows it. */
export type FapiStrategy =
  | 'password'
  | 'email_code'
  | 'email_link'
  | 'phone_code'
  | 'passkey'
  | 'totp'
  | 'backup_code'
  | 'enterprise_sso'
  | `oauth_${string}`

/** What a box offers that was not told. Enterprise single sign-on is left out: with it Clerk's own forms ask for the password later. */
export const defaultStrategies: readonly FapiStrategy[] = [
  ...(['password', 'email_code', 'email_link', 'phone_code', 'passkey'] as const),
  ...(['oauth_google', 'oauth_github', 'totp', 'backup_code'] as const),
]

const known =
  /^(password|email_code|email_link|phone_code|passkey|totp|backup_code|enterprise_sso|oauth_\w+)$/

/** @throws TypeError that names the place */
export function parseStrategies(strategies: readonly FapiStrategy[]): ReadonlySet<string> {
  strategies.forEach((strategy, index) => {
    if (!known.test(strategy)) throw new TypeError(`strategies[${index}]: "${strategy}" is not known.`)
  })
  return new Set(strategies)
}

/** The names of the providers in a list of strategies, e.g. `google`. */
export function providersIn(strategies: ReadonlySet<string>): string[] {
  return [...strategies].flatMap((strategy) => strategy.match(/^oauth_(.+)/)?.[1] ?? [])
}
