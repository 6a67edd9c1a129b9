import type { Box } from '../box'
import { type CheckedState, type FapiState, formatVersion } from './format'
import { createOrganization } from './organizations'
import { endSessionsOf } from './restrictions'
import type { OrganizationRecord } from './state'
import { type TableName, tableNames, tables } from './tables'
import { createUser } from './users'

/** Everything the box remembers at this moment, sharing nothing with it. */
export async function takeSnapshot(box: Box): Promise<FapiState> {
  const signingKey = await box.keys.privateJwk()
  const rows = tableNames.map((name) => {
    const records = [...box.state[name].values()]
    return [
      name,
      records.map((record) => copy(name, 'members' in record ? writeOrganization(record) : record)),
    ]
  })
  return {
    version: formatVersion,
    publishableKey: box.options.publishableKey.key,
    secretKey: box.secretKey,
    signingKey,
    ...(box.clock.offset !== 0 && { clockOffset: box.clock.offset }),
    ...(box.ids.position && { idPosition: [...box.ids.position] }),
    ...(box.options.jwtTemplates.size > 0 && {
      jwtTemplates: structuredClone(Object.fromEntries(box.options.jwtTemplates)),
    }),
    ...Object.fromEntries(rows),
  }
}

/** The fields of a record that there are. One that a user lacks is left out, as in a seed. */
function copy(name: TableName, record: object): object {
  const values: Record<string, unknown> = {}
  for (const field of Object.keys(tables[name].fields)) {
    const value: unknown = Reflect.get(record, field)
    if (value === undefined || (value === null && name === 'users')) continue
    values[field] = typeof value === 'object' ? structuredClone(value) : value
  }
  return values
}

/** A member's user goes by the name that it has in a seed. */
function writeOrganization({ members, ...organization }: OrganizationRecord): object {
  return { ...organization, members: members.map(({ userId, ...member }) => ({ user: userId, ...member })) }
}

/** Fills an instance with what was saved, or with the users and organizations of its options. */
export function restore(box: Box, saved: CheckedState | undefined): void {
  for (const user of box.options.users) createUser(box, user)
  for (const organization of box.options.organizations) createOrganization(box, organization)
  for (const name of tableNames) {
    if (name === 'users' || name === 'organizations') continue
    const records = box.state[name] as Map<unknown, unknown>
    for (const row of saved?.[name] ?? []) records.set(row[tables[name].key], row)
  }
  // Bans may be written into a file by hand.
  for (const user of box.state.users.values()) if (user.banned) endSessionsOf(box, user)
}
