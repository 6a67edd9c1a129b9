import { emailPattern } from './users'

/** Somebody who has an account at other providers, as the box plays them. */
export interface FapiPerson {
  /** What they are known by there. */
  emailAddress: string
  firstName?: string | undefined
  lastName?: string | undefined
  /** At which provider, e.g. `google`. Default: at all of them. */
  provider?: string | undefined
  /** Whether the provider vouches for the address. Default: true. */
  verified?: boolean | undefined
}

/** @throws TypeError that names the place */
export function parsePeople(people: readonly FapiPerson[]): readonly FapiPerson[] {
  people.forEach(({ emailAddress }, index) => {
    if (!emailPattern.test(emailAddress))
      throw new TypeError(`people[${index}].emailAddress: must be an email address`)
  })
  return people.map((person) => ({ ...person, emailAddress: person.emailAddress.toLowerCase() }))
}
