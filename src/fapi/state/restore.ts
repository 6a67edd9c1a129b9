import type { Box } from '../box'
import type { CheckedState } from './format'
import { createOrganization } from './organizations'
import { endSessionsOf } from './restrictions'
import { tableNames, tables } from './tables'
import { createUser } from './users'

/** Fills an instance with what was saved, or with the users and organizations of its options. */
export function restore(box: Box, saved: CheckedState | undefined): void {
  for (const user of box.options.users) createUser(box, user)
  for (const organization of box.options.organizations) createOrganization(box, organization)
  for (const name of tableNames) {
    if (name === 'users' || name === 'organizations') continue
    const records = box.state[name] as Map<unknown, unknown>
    for (const row of saved?.[name] ?? []) records.set(row[tables[name].key], row)
  }
  for (const email of saved?.emails ?? []) box.emails.add(email)
  for (const text of saved?.texts ?? []) box.texts.add(text)
  // Bans may be written into a file by hand.
  for (const user of box.state.users.values()) if (user.banned) endSessionsOf(box, user)
}
