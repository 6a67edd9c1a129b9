import * as v from 'valibot'
import type { SigningKey } from '../keys'
import type { FapiEmail, FapiText } from '../messages'
import type { JwtTemplate } from '../options'
import { parseKey } from '../publishableKey'
import { type FapiOrganization, parseOrganizations, type SavedOrganization } from './organizations'
import { anyObject, check, refuseTwins, text, time } from './parse'
import { type TableName, tableNames, tables } from './tables'
import { type FapiUser, parseUsers, type SavedUser } from './users'

/** The version of the format that is written. What is written by hand may leave it out. */
export const formatVersion = 1

/**
 * Everything an instance remembers, as plain JSON. A list of users is enough to start from; the rest is what
 * the box adds when it saves. It holds the private key, every credential and every password.
 */
export interface FapiState {
  version?: typeof formatVersion | undefined
  publishableKey?: string | undefined
  secretKey?: string | undefined
  signingKey?: SigningKey | undefined
  /** How far the box's clock is ahead of the real one, in milliseconds. */
  clockOffset?: number | undefined
  /** How far the identifiers of an `idSeed` have come. */
  idPosition?: readonly number[] | undefined
  jwtTemplates?: Readonly<Record<string, JwtTemplate>> | undefined
  users: readonly FapiUser[]
  organizations?: readonly FapiOrganization[] | undefined
  clients?: readonly object[] | undefined
  sessions?: readonly object[] | undefined
  signIns?: readonly object[] | undefined
  signUps?: readonly object[] | undefined
  devBrowsers?: readonly object[] | undefined
  handshakes?: readonly object[] | undefined
  tickets?: readonly object[] | undefined
  beyond?: readonly object[] | undefined
  /** What was sent: the last 100 of each. */
  emails?: readonly FapiEmail[] | undefined
  texts?: readonly FapiText[] | undefined
}

/** A state that was checked: its tables hold records. */
export type CheckedState = Omit<FapiState, TableName> & {
  users: SavedUser[]
  organizations: SavedOrganization[]
} & { [Name in Exclude<TableName, 'users' | 'organizations'>]: Record<string, unknown>[] }

export const jwtTemplatesSchema = v.record(
  text,
  v.strictObject({
    claims: v.optional(anyObject),
    lifetime: v.optional(v.pipe(v.number(), v.minValue(1, 'must be at least 1'))),
  }),
)

// Only what makes it a private RSA key; which other members one has is up to who made it.
const signingKeySchema = v.looseObject({
  kty: v.literal('RSA', 'must be RSA'),
  kid: v.optional(text),
  ...Object.fromEntries(['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => [name, text])),
})

const messagesSchema = v.optional(
  v.array(
    v.strictObject({
      time,
      kind: text,
      to: text,
      code: v.string(),
      link: v.optional(text),
    }),
  ),
)

const stateSchema = v.strictObject({
  version: v.optional(v.literal(formatVersion, `must be ${formatVersion}: this frontdesk knows no other`)),
  publishableKey: v.optional(text),
  secretKey: v.optional(v.pipe(v.string(), v.regex(/^sk_(test|live)_\w+$/, 'is no secret key'))),
  signingKey: v.optional(signingKeySchema),
  clockOffset: v.optional(time),
  idPosition: v.optional(v.pipe(v.array(v.number()), v.length(4, 'must be four numbers'))),
  jwtTemplates: v.optional(jwtTemplatesSchema),
  ...Object.fromEntries(tableNames.map((name) => [name, rowsSchema(name)])),
  emails: messagesSchema,
  texts: messagesSchema,
})

function rowsSchema(name: TableName) {
  const rows = v.array(v.strictObject(tables[name].fields))
  return name === 'users' ? rows : v.optional(rows, [])
}

/** Checks a state that comes from outside. A bare list counts as its users. @throws TypeError that names place and reason */
export function parseState(input: unknown): CheckedState {
  const state = check(stateSchema, Array.isArray(input) ? { users: input } : input) as CheckedState
  if (state.publishableKey) parseKey(state.publishableKey)
  parseOrganizations(state.organizations, parseUsers(state.users))
  for (const name of tableNames) {
    if (name !== 'users') refuseTwins(name, state[name], tables[name].key)
  }
  for (const name of tableNames) checkReferences(state, name)
  return state
}

function checkReferences(state: CheckedState, name: TableName): void {
  for (const [field, target] of Object.entries<TableName>(tables[name].references)) {
    const known = new Set(state[target].map((row) => Reflect.get(row, tables[target].key)))
    state[name].forEach((row, index) => {
      const value: unknown = Reflect.get(row, field)
      for (const key of value === undefined || value === null ? [] : [value].flat()) {
        if (!known.has(key)) throw new TypeError(`${name}[${index}].${field}: ${key} is not in ${target}`)
      }
    })
  }
}
