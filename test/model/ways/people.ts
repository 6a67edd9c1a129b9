import { defaultUsers, type Fapi, type FapiOptions, type FapiUser } from '../../../src/fapi'
import { names } from '../scene'

/** Who else there is: Dora has a second factor. Nina is nobody here yet. */
export const people = [...names, 'dora', 'nina'] as const
export type Person = (typeof people)[number]

export const addressOf = (who: Person) => `${who}@example.com`

/** What somebody signs in with now, and another one for later. */
export function passwordsOf({ users }: Pick<Fapi, 'users'>, address: string): [now: string, next: string] {
  const [name] = address.split('@')
  const all = [`${name}-password`, `${name}-new-password`] as const
  const now = users.find(({ identifier }) => identifier === address)?.password
  return now === all[1] ? [all[1], all[0]] : [...all]
}

const dora: FapiUser = {
  identifier: addressOf('dora'),
  password: 'dora-password',
  phones: [{ number: '+15555550101', isSecondFactor: true }],
}

export const population: Pick<FapiOptions, 'users' | 'organizations'> = {
  users: [...defaultUsers, dora],
  organizations: [
    {
      name: 'Acme',
      members: [{ user: addressOf('alice'), role: 'org:admin' }, { user: addressOf('carol') }],
    },
  ],
}
