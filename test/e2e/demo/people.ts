import type { FapiStrategy, FapiUser } from 'frontdesk/fapi'
import people from '../../../examples/spa/people.json'

const person = (name: string, more: Partial<FapiUser> = {}): FapiUser => ({
  identifier: `${name}@example.com`,
  password: `${name}-password`,
  firstName: name,
  bypassesClientTrust: true,
  ...more,
})

/** The demo's own people, and one for each scene that leaves somebody changed. */
export const users: readonly FapiUser[] = [
  ...(people.users as readonly FapiUser[]),
  person('ida', { password: undefined }),
  ...['jon', 'lea', 'ned', 'ona', 'pat', 'quin', 'uma'].map((name) => person(name)),
  person('rosa', { externalAccounts: [{ provider: 'google' }] }),
  person('max', { tasks: ['setup-mfa'] }),
]

export const { organizations } = people
export const strategies = people.strategies as readonly FapiStrategy[]
