import * as v from 'valibot'
import { attributeNames, type SignUpFields } from './attributes'
import type { HandshakeRecord } from './handshakes'
import { organizationFields } from './organizations'
import { anyObject, text, texts, time } from './parse'
import type {
  Actor,
  BeyondRecord,
  ClientRecord,
  DevBrowserRecord,
  ReverificationRecord,
  SessionRecord,
  SignInRecord,
  SignUpRecord,
  State,
} from './state'
import type { TicketRecord } from './tickets'
import { userFields } from './users'
import { foundAccount, oneVerification } from './verificationFields'

/** How the records of one kind are kept: a saved state has these fields of each, and no others. */
interface Table<Row> {
  /** The field that the others know a record by. */
  key: keyof Row & string
  fields: { readonly [Field in keyof Row]-?: v.GenericSchema<unknown, Row[Field]> }
  /** Fields with the key, or the keys, of records that must be there. */
  references: { readonly [Field in keyof Row]?: keyof State }
}

function table<Row>(description: Table<Row>) {
  return description
}

const verification = v.optional(oneVerification)
const actor = v.optional(
  v.pipe(
    anyObject as unknown as v.GenericSchema<unknown, Actor>,
    v.check(({ sub }) => typeof sub === 'string' && sub !== '', 'must have a sub'),
  ),
)

const signUpFields = v.record(v.picklist(attributeNames), v.string()) as v.GenericSchema<
  unknown,
  SignUpFields
>

/** Everything that a saved state keeps records of. A new kind of record is a `Map` in `State`, and an entry here. */
export const tables = {
  // These two are as people write them, with much left out: what creates them fills that in.
  users: { key: 'id', fields: userFields, references: {} },
  organizations: { key: 'id', fields: organizationFields, references: {} },
  clients: table<ClientRecord>({
    key: 'id',
    fields: {
      id: text,
      sessionIds: texts,
      signInId: v.optional(text),
      replacedSignInId: v.optional(text),
      signUpId: v.optional(text),
      replacedSignUpId: v.optional(text),
      nonce: v.optional(text),
      lastActiveSessionId: v.nullable(text),
      lastAuthenticationStrategy: v.nullable(text),
      rotatingToken: text,
      createdAt: time,
      updatedAt: time,
    },
    references: { sessionIds: 'sessions' },
  }),
  // Without the token last handed out: another is signed when it is missed.
  sessions: table<Omit<SessionRecord, 'lastToken'>>({
    key: 'id',
    fields: {
      id: text,
      clientId: text,
      userId: text,
      actor,
      status: v.picklist(['active', 'pending', 'ended', 'removed', 'expired', 'revoked']),
      tasks: texts,
      organizationId: v.nullable(text),
      verifiedAt: time,
      secondVerifiedAt: v.optional(time),
      reverification: v.optional(
        v.strictObject({
          level: v.picklist(['first_factor', 'second_factor', 'multi_factor']),
          status: v.picklist(['needs_first_factor', 'needs_second_factor']),
          verification,
          otherVerifications: v.optional(v.array(oneVerification)),
          secondVerification: verification,
        }),
      ) as v.GenericSchema<unknown, ReverificationRecord | undefined>,
      lastActiveAt: time,
      expireAt: time,
      abandonAt: time,
      createdAt: time,
      updatedAt: time,
      userAgent: v.optional(text),
      refreshToken: v.optional(text),
    },
    references: { clientId: 'clients', userId: 'users' },
  }),
  signIns: table<SignInRecord>({
    key: 'id',
    fields: {
      id: text,
      clientId: text,
      status: v.picklist([
        'needs_identifier',
        'needs_first_factor',
        'needs_second_factor',
        'needs_client_trust',
        'needs_new_password',
        'complete',
      ]),
      identifier: v.nullable(text),
      locale: v.optional(text),
      userId: v.optional(text),
      stranger: v.optional(v.picklist(['newcomer', 'nobody'])),
      verification,
      otherVerifications: v.optional(v.array(oneVerification)),
      secondVerification: verification,
      account: v.optional(foundAccount),
      isKept: v.optional(v.boolean()),
      createdSessionId: v.nullable(text),
      abandonAt: time,
    },
    references: { clientId: 'clients', userId: 'users' },
  }),
  signUps: table<SignUpRecord>({
    key: 'id',
    fields: {
      id: text,
      clientId: text,
      fields: signUpFields,
      unsafeMetadata: anyObject,
      verification,
      phoneVerification: verification,
      external: verification,
      invitationId: v.optional(text),
      legalAcceptedAt: v.optional(time),
      locale: v.optional(v.string()),
      createdSessionId: v.nullable(text),
      createdUserId: v.nullable(text),
      isKept: v.optional(v.boolean()),
      abandonAt: time,
    },
    references: { clientId: 'clients' },
  }),
  devBrowsers: table<DevBrowserRecord>({
    key: 'token',
    fields: { token: text, clientId: v.optional(text), createdAt: time },
    // Its client may be gone, as after a sign-out from elsewhere.
    references: {},
  }),
  handshakes: table<HandshakeRecord>({
    key: 'nonce',
    fields: { nonce: text, directives: texts, expireAt: time },
    references: {},
  }),
  tickets: table<TicketRecord>({
    key: 'id',
    fields: {
      id: text,
      status: v.picklist(['pending', 'accepted', 'revoked']),
      userId: v.optional(text),
      actor,
      emailAddress: v.optional(text),
      publicMetadata: anyObject,
      redirectUrl: v.optional(text),
      expireAt: time,
      createdAt: time,
      updatedAt: time,
    },
    references: { userId: 'users' },
  }),
  // What is in one is checked where it is used, which a password sign-in never loads.
  beyond: table<BeyondRecord>({
    key: 'id',
    fields: { id: text, kind: text, value: anyObject },
    references: {},
  }),
} satisfies Record<keyof State, unknown>

export type TableName = keyof typeof tables
export const tableNames = Object.keys(tables) as TableName[]
