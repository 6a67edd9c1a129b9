import type { Box } from '../box'
import { FapiError } from '../http/errors'
import { type Kept, type Kind, kinds } from './beyondKinds'
import type { CheckedState } from './format'
import { check } from './parse'
import { type BeyondRecord, createState, type State } from './state'

const checked = new WeakSet<State>()

/** How many of a kind are remembered. */
const limit = 10_000

/** Checks what was saved for the routes that are loaded on demand. @throws TypeError that names the place */
export function checkBeyond(state: State): void {
  if (checked.has(state)) return
  let index = 0
  for (const row of state.beyond.values()) checkRow(state, row, `beyond[${index++}]`)
  checked.add(state)
}

/** Checks the same in a state that no box has yet. @throws TypeError that names the place */
export function checkSavedBeyond({ users, organizations, beyond }: CheckedState): void {
  const byId = (rows: readonly object[]) => new Map(rows.map((row) => [Reflect.get(row, 'id'), row]))
  const tables = { users: byId(users), organizations: byId(organizations), beyond: byId(beyond) }
  checkBeyond({ ...createState(), ...tables } as State)
}

function checkRow({ organizations, users }: State, row: BeyondRecord, place: string): void {
  const { id, kind, value } = row
  if (!Object.hasOwn(kinds, kind)) throw new TypeError(`${place}.kind: "${kind}" is not known`)
  const read: { id: string; organizationId?: string; userId?: string } = check(
    kinds[kind as Kind],
    value,
    `${place}.value`,
  )
  if (read.id !== id) throw new TypeError(`${place}.value.id: is not the record's`)
  for (const [field, records] of [
    ['organizationId', organizations],
    ['userId', users],
  ] as const) {
    const key = read[field]
    if (key !== undefined && !records.has(key))
      throw new TypeError(`${place}.value.${field}: ${key} is not there`)
  }
  row.value = read
}

/** All of a kind, oldest first. What is changed in one is remembered. */
export function allOf<K extends Kind>({ state }: Box, kind: K): Kept<K>[] {
  checkBeyond(state)
  const values: unknown[] = []
  for (const row of state.beyond.values()) if (row.kind === kind) values.push(row.value)
  return values as Kept<K>[]
}

/** Whether there are not too many of a kind. */
export const hasRoom = (box: Box, kind: Kind): boolean => allOf(box, kind).length < limit

/** Remembers something new. @throws FapiError 403 where there are too many of its kind */
export function keep<K extends Kind>(
  box: Box,
  kind: K,
  prefix: string,
  fields: Omit<Kept<K>, 'id' | 'createdAt' | 'updatedAt'>,
  id = box.ids.newId(prefix),
): Kept<K> {
  if (!hasRoom(box, kind))
    throw new FapiError(403, 'quota_exceeded', `This box remembers ${limit} of these: remove some first`)
  const now = box.clock.now()
  const value = { ...fields, id, createdAt: now, updatedAt: now } as unknown as Kept<K>
  box.state.beyond.set(id, { id, kind, value })
  return value
}

/** Changes something that is remembered. */
export function change<K extends Kind>(box: Box, value: Kept<K>, changes: Partial<Kept<K>>): Kept<K> {
  return Object.assign(value, changes, { updatedAt: box.clock.now() })
}

/** Forgets all of some kinds for which something holds. */
export function forget<K extends Kind>(box: Box, kind: K, isGone: (value: Kept<K>) => boolean): void {
  for (const value of allOf(box, kind)) if (isGone(value)) box.state.beyond.delete(value.id)
}

/** Forgets whatever belongs to an organization, or to a user. */
export function forgetOf({ state }: Box, field: 'organizationId' | 'userId', id: string): void {
  for (const row of state.beyond.values()) if (row.value[field] === id) state.beyond.delete(row.id)
}
