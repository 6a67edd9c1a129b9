import type { Box } from '../box'
import type { SigningKey } from '../keys'
import { type FapiState, formatVersion } from './format'
import type { OrganizationRecord } from './state'
import { type TableName, tableNames, tables } from './tables'

/** Everything the box remembers at this moment, sharing nothing with it. */
export async function takeSnapshot(box: Box): Promise<FapiState> {
  const signingKey = await box.keys.privateJwk()
  const rows = tableNames.map((name) => [
    name,
    [...box.state[name].values()].map((record) => copyRecord(name, record)),
  ])
  return {
    ...copyFields(box, signingKey),
    ...Object.fromEntries(rows),
    emails: [...box.emails.entries],
    texts: [...box.texts.entries],
  }
}

/** What a state says besides its records and messages. */
export function copyFields({ options, secretKey, clock, ids }: Box, signingKey: SigningKey) {
  return {
    version: formatVersion,
    publishableKey: options.publishableKey.key,
    secretKey,
    signingKey,
    ...(clock.offset !== 0 && { clockOffset: clock.offset }),
    ...(ids.position && { idPosition: [...ids.position] }),
    ...(options.jwtTemplates.size > 0 && {
      jwtTemplates: structuredClone(Object.fromEntries(options.jwtTemplates)),
    }),
  }
}

/** The fields of a record that there are. */
export function copyRecord(name: TableName, record: object): Record<string, unknown> {
  const written = asWritten(record)
  const values: Record<string, unknown> = {}
  for (const field of Object.keys(tables[name].fields)) {
    const value = writtenValue(name, written, field)
    if (value !== undefined) values[field] = typeof value === 'object' ? structuredClone(value) : value
  }
  return values
}

/** The value of a field as it is kept: what a user lacks is left out, as in a seed. */
export function writtenValue(name: TableName, record: object, field: string): unknown {
  const value: unknown = Reflect.get(record, field)
  return value === null && name === 'users' ? undefined : value
}

/** A member's user goes by the name that it has in a seed. */
export function asWritten(record: object): object {
  if (!('members' in record)) return record
  const { members, ...organization } = record as OrganizationRecord
  return { ...organization, members: members.map(({ userId, ...member }) => ({ user: userId, ...member })) }
}
