/** How one can sign in here, as the wire names it. `ticket` needs no entry: who hands one out allows it. */
export type FapiStrategy = (typeof own)[number] | 'enterprise_sso' | `oauth_${string}`

const own = ['password', 'email_code', 'email_link', 'phone_code', 'passkey', 'totp', 'backup_code'] as const

/** What a box offers that was not told: all but enterprise single sign-on, with which Clerk's own forms ask for the password later. */
export const defaultStrategies: readonly FapiStrategy[] = [...own, 'oauth_google', 'oauth_github']

/** @throws TypeError that names the place */
export function parseStrategies(strategies: readonly FapiStrategy[]): ReadonlySet<string> {
  const known: readonly string[] = [...own, 'enterprise_sso']
  strategies.forEach((strategy, index) => {
    if (!known.includes(strategy) && !/^oauth_[a-z]\w*$/.test(strategy))
      throw new TypeError(
        `strategies[${index}]: "${strategy}" is not served here; choose from ${known.join(', ')} and oauth_ with any name.`,
      )
  })
  return new Set(strategies)
}

/** The strategies that lead through a provider, e.g. `oauth_google`. */
export const oauthIn = (strategies: ReadonlySet<string>): string[] =>
  [...strategies].filter((name) => name.startsWith('oauth_'))

const spelled: Readonly<Record<string, string>> = { github: 'GitHub', gitlab: 'GitLab', linkedin: 'LinkedIn' }

/** What to call a provider, e.g. `Google`. */
export const nameOfProvider = (provider: string): string =>
  spelled[provider] ?? `${provider.charAt(0).toUpperCase()}${provider.slice(1)}`
