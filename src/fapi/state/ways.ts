/** How one can sign in here, as the wire names it. `ticket` needs no entry: who hands one out allows it. */
export type FapiStrategy = (typeof defaultStrategies)[number]

/** All that a box serves. */
export const defaultStrategies = [
  'password',
  'email_code',
  'email_link',
  'phone_code',
  'totp',
  'backup_code',
] as const

/** @throws TypeError that names the place */
export function parseStrategies(strategies: readonly FapiStrategy[]): ReadonlySet<string> {
  strategies.forEach((strategy, index) => {
    if (!defaultStrategies.includes(strategy))
      throw new TypeError(
        `strategies[${index}]: "${strategy}" is not served here; choose from ${defaultStrategies.join(', ')}.`,
      )
  })
  return new Set(strategies)
}
