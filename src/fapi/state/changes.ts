import type { Box } from '../box'
import type { Keeper } from '../storage'
import type { FapiState } from './format'
import { isSameJson } from './sameJson'
import { asWritten, copyFields, copyRecord, writtenValue } from './snapshot'
import { type TableName, tableNames, tables } from './tables'

/** Where the messages of a box are, and in a state. */
export const messageLists = ['emails', 'texts'] as const

/** What is different from what was kept before, as plain JSON. */
export interface StateChange {
  /** What a state says besides its records; null for what is gone. A list of messages that takes the place of the one before. */
  fields?: Record<string, unknown>
  /** Records that are new or different, whole, by their table; and messages that are new. */
  records?: Partial<Record<TableName | (typeof messageLists)[number], object[]>>
  /** The keys of records that are gone, by their table. */
  gone?: Partial<Record<TableName, string[]>>
}

/** Keeps a box by what changes. */
export interface ChangeStorage {
  /** As in `FapiStorage`. */
  load(): FapiState | undefined
  /** As in `Keeper`. */
  prepare?: (() => Promise<void>) | undefined
  /**
   * Keeps a change; undefined where there is none. Called for one at a time, once with everything. What it could not
   * keep is not told again: then `whole()`, everything as it is after that change, has to be kept the next time.
   */
  save(change: StateChange | undefined, whole: () => FapiState): Promise<void>
}

type Row = Record<string, unknown>

/** The fields that are kept of each kind of record: looked at for every record, each time. */
const fieldNames = Object.fromEntries(
  tableNames.map((name) => [name, Object.keys(tables[name].fields)]),
) as Record<TableName, string[]>

/** Keeps a box in a storage, which is told no more each time than what has changed. */
export function keepChanges(storage: ChangeStorage): Keeper {
  let fields: Row = {}
  const rows = Object.fromEntries(tableNames.map((name) => [name, new Map<string, Row>()])) as Record<
    TableName,
    Map<string, Row>
  >
  const messages: Record<string, readonly object[]> = { emails: [], texts: [] }

  function fieldsChange(box: Box, now: Row): Row {
    const changed: Row = {}
    for (const name of new Set([...Object.keys(fields), ...Object.keys(now)])) {
      if (!isSameJson(fields[name], now[name])) changed[name] = now[name] ?? null
    }
    fields = now
    for (const name of messageLists) {
      const last = messages[name]?.at(-1)
      if (last && !box[name].entries.some((message) => message === last)) {
        changed[name] = box[name].entries
        messages[name] = box[name].entries
      }
    }
    return changed
  }

  function recordsChange(box: Box): Record<string, object[]> {
    const changed: Record<string, object[]> = {}
    for (const name of tableNames) {
      const found: Row[] = []
      for (const [key, record] of box.state[name]) {
        const before = rows[name].get(key)
        if (before && !isChanged(name, record, before)) continue
        const row = copyRecord(name, record)
        rows[name].set(key, row)
        found.push(row)
      }
      if (found.length > 0) changed[name] = found
    }
    for (const name of messageLists) {
      const before = messages[name]
      const now: readonly object[] = box[name].entries
      const found = now.slice(now.indexOf(before?.at(-1) ?? {}) + 1)
      messages[name] = now
      if (found.length > 0) changed[name] = found
    }
    return changed
  }

  function goneChange({ state }: Box): Record<string, string[]> {
    const changed: Record<string, string[]> = {}
    for (const name of tableNames) {
      const kept = rows[name]
      // By now all that is there is kept.
      if (kept.size === state[name].size) continue
      const gone = [...kept.keys()].filter((key) => !state[name].has(key))
      for (const key of gone) kept.delete(key)
      changed[name] = gone
    }
    return changed
  }

  const whole = () => {
    const tables = tableNames.map((name) => [name, [...rows[name].values()]])
    return { ...fields, ...Object.fromEntries(tables), ...messages } as FapiState
  }

  async function save(box: Box): Promise<void> {
    const signingKey = await box.keys.privateJwk()
    const parts = {
      fields: fieldsChange(box, copyFields(box, signingKey)),
      records: recordsChange(box),
      gone: goneChange(box),
    }
    const change = Object.fromEntries(
      Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0),
    )
    await storage.save(Object.keys(change).length > 0 ? change : undefined, whole)
  }

  return { prepare: storage.prepare, save }
}

/** Looks at every field of every record each time something is kept, and so makes nothing on its way. */
function isChanged(name: TableName, record: object, copy: Row): boolean {
  const written = asWritten(record) as Row
  for (const field of fieldNames[name]) {
    const before = copy[field]
    let value = written[field]
    if (value === before) continue
    if (value === null && before === undefined) value = writtenValue(name, written, field)
    if (!isSameJson(value, before)) return true
  }
  return false
}
