import type { FapiContext } from '../../http/env'
import { notFound } from '../../http/errors'
import { checkQuery, isWithin, readTime, sortedBy, wantedBy } from '../../http/query'
import { readText } from '../../http/text'
import { membershipsOf } from '../../state/organizations'
import type { UserRecord } from '../../state/state'
import { emailOf, emailsOf } from '../../state/users'

/** What a user is found by, in full or, as `…_query`, in part. */
const fields: Readonly<Record<string, (user: UserRecord) => (string | null | undefined)[]>> = {
  user_id: ({ id }) => [id],
  external_id: ({ externalId }) => [externalId],
  // Anybody may claim an address, or a number: it is theirs once it is verified.
  email_address: (user) => emailsOf(user).map(({ emailAddress }) => emailAddress),
  phone_number: ({ phones }) => phones.filter(({ verified }) => verified).map(({ number }) => number),
  username: ({ username }) => [username],
  // Nobody has one here.
  web3_wallet: () => [],
}

const name = ({ firstName, lastName }: UserRecord) => [firstName, lastName].filter(Boolean).join(' ')

const times = {
  created_at: ({ createdAt }: UserRecord) => createdAt,
  last_active_at: ({ lastSignInAt }: UserRecord) => lastSignInAt,
  last_sign_in_at: ({ lastSignInAt }: UserRecord) => lastSignInAt,
}

const partial = ['email_address', 'phone_number', 'username']

const known = [
  ...Object.keys(fields),
  ...partial.map((field) => `${field}_query`),
  ...Object.keys(times).flatMap((time) => [`${time}_before`, `${time}_after`]),
  ...['query', 'name_query', 'last_active_at_since', 'organization_id'],
]

/** The users whom the query is after, the newest first unless it says otherwise. @throws FapiError 422 for a query that nobody knows */
export function findUsers(c: FapiContext): UserRecord[] {
  checkQuery(c, known)
  const { state } = c.get('box')
  const organizations = wantedBy(c, 'organization_id')
  const since = readTime(c, 'last_active_at_since')
  const has = (values: (string | null | undefined)[], part: string) =>
    values.some((value) => value?.toLowerCase().includes(part))
  const text = (field: string) => (c.get('query').get(field) ?? '').trim().toLowerCase()
  const users = [...state.users.values()].filter((user) => {
    for (const [field, read] of Object.entries(fields)) {
      const wanted = wantedBy(c, field)
      if (wanted && !read(user).some((value) => value && wanted.includes(value.toLowerCase()))) return false
    }
    for (const field of partial) {
      const part = text(`${field}_query`)
      if (part && !has(fields[field]!(user), part)) return false
    }
    const own = Object.values(fields).flatMap((read) => read(user))
    return (
      has([...own, user.identifier, name(user)], text('query')) &&
      has([name(user)], text('name_query')) &&
      Object.entries(times).every(([field, read]) => isWithin(c, field, read(user))) &&
      (since === undefined || (user.lastSignInAt ?? 0) >= since) &&
      (!organizations ||
        membershipsOf(c.get('box'), user.id).some(({ organization }) =>
          organizations.includes(organization.id.toLowerCase()),
        ))
    )
  })
  return sortedBy(c, users, {
    ...times,
    updated_at: ({ updatedAt }) => updatedAt,
    email_address: emailOf,
    phone_number: ({ phones }) => phones[0]?.number,
    username: ({ username }) => username,
    first_name: ({ firstName }) => firstName,
    last_name: ({ lastName }) => lastName,
    web3wallet: () => undefined,
  })
}

/** The user whom the form names. @throws FapiError 404, 422 */
export function userNamed(c: FapiContext): UserRecord {
  const user = c.get('box').state.users.get(readText(c, 'user_id'))
  if (!user) throw notFound('User')
  return user
}

/** The user in the path. @throws FapiError 404 */
export function userInPath(c: FapiContext): UserRecord {
  const user = c.get('box').state.users.get(c.req.param('id') ?? '')
  if (!user) throw notFound('User')
  return user
}
