import type { Box } from '../box'
import type { FapiPerson } from './people'
import { emailOf } from './users'

/** How many are offered. */
const limit = 50

/** Who may be asked for at a provider: users who have an account there, the people of the options, other users. */
export function peopleAt(
  { state, options }: Box,
  provider: string,
  fits: (emailAddress: string) => boolean,
): FapiPerson[] {
  const users = [...state.users.values()]
  const linked = users.flatMap(({ externalAccounts }) =>
    externalAccounts.filter((account) => account.provider === provider),
  )
  const others = users.flatMap((user) => {
    const emailAddress = emailOf(user)
    return emailAddress ? [{ ...user, emailAddress }] : []
  })
  const given = options.people.filter((person) => (person.provider ?? provider) === provider)
  const people = new Map<string, FapiPerson>()
  for (const person of [...linked, ...given, ...others]) {
    const { firstName, lastName } = person
    const emailAddress = person.emailAddress.toLowerCase()
    if (people.has(emailAddress) || !fits(emailAddress)) continue
    people.set(emailAddress, {
      emailAddress,
      firstName: firstName ?? undefined,
      lastName: lastName ?? undefined,
      verified: 'verified' in person ? person.verified : true,
    })
  }
  return [...people.values()].slice(0, limit)
}
