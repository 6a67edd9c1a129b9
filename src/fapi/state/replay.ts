import * as v from 'valibot'
import { messageLimit } from '../messages'
import { messageLists, type StateChange } from './changes'
import type { FapiState } from './format'
import { anyObject, check, texts } from './parse'
import { type TableName, tableNames, tables } from './tables'

const isList = (name: string) =>
  v.check<Record<string, unknown>, string>(
    (fields) => Array.isArray(fields[name] ?? []),
    `${name} must be a list`,
  )

const changeSchema = v.strictObject({
  fields: v.optional(v.pipe(anyObject, isList('emails'), isList('texts'))),
  records: v.optional(
    v.strictObject({
      ...ofTables((name) => v.array(v.strictObject(tables[name].fields))),
      ...Object.fromEntries(messageLists.map((name) => [name, v.optional(v.array(anyObject))])),
    }),
  ),
  gone: v.optional(v.strictObject(ofTables(() => texts))),
})

function ofTables(schemaOf: (name: TableName) => v.GenericSchema) {
  return Object.fromEntries(tableNames.map((name) => [name, v.optional(schemaOf(name))]))
}

/** Checks a change that comes from outside: its form, not what it refers to. @throws TypeError that names place and reason */
export function parseChange(input: unknown): StateChange {
  return check(v.pipe(anyObject, changeSchema), input) as StateChange
}

/** A state with changes made to it, one after the other. */
export function replay(state: FapiState, changes: Iterable<StateChange>): FapiState {
  const { fields, tables, lists } = open(state)
  for (const { fields: changed = {}, records = {}, gone = {} } of changes) {
    for (const [name, value] of Object.entries(changed)) {
      if (value === null) delete fields[name]
      else if (name in lists) lists[name as keyof typeof lists] = value as object[]
      else fields[name] = value
    }
    for (const name of messageLists) {
      lists[name] = [...lists[name], ...(records[name] ?? [])].slice(-messageLimit)
    }
    for (const name of tableNames) {
      for (const record of records[name] ?? []) tables[name].set(keyOf(name, record), record)
      for (const key of gone[name] ?? []) tables[name].delete(key)
    }
  }
  const rows = tableNames.map((name) => [name, [...tables[name].values()]])
  return { ...fields, ...Object.fromEntries(rows), ...lists } as unknown as FapiState
}

function open({ emails = [], texts = [], ...state }: FapiState) {
  const rows = tableNames.map((name) => {
    const records: readonly object[] = state[name] ?? []
    return [name, new Map(records.map((record) => [keyOf(name, record), record]))]
  })
  const fields: Record<string, unknown> = { ...state }
  const lists: Record<(typeof messageLists)[number], readonly object[]> = { emails, texts }
  return { fields, tables: Object.fromEntries(rows) as Record<TableName, Map<unknown, object>>, lists }
}

function keyOf(name: TableName, record: object): unknown {
  return Reflect.get(record, tables[name].key)
}
