import type { FapiOptions, FapiUser } from '../../../fapi'
import { type Answer, createCaller, type TestCaller } from '../../testCaller'

export const ann = { identifier: 'ann@example.com', password: 'ann-password' }

/** Someone signed in, who asks about the own account as clerk-js does. */
export interface TestUser extends TestCaller {
  sessionId: string
  ask(method: string, path: string, form?: Record<string, string>): Promise<Answer>
}

interface TestUserOptions extends FapiOptions {
  native?: boolean
  user?: Partial<FapiUser>
  others?: FapiUser[]
}

/** Ann, signed in on a box of her own. */
export async function signedInAnn({
  user,
  others = [],
  ...options
}: TestUserOptions = {}): Promise<TestUser> {
  const caller = await createCaller({ users: [{ ...ann, ...user }, ...others], ...options })
  return signedIn(caller)
}

/** Ann, signed in once more on the same box. */
export async function annElsewhere({ fapi }: Pick<TestCaller, 'fapi'>): Promise<TestUser> {
  return signedIn(await createCaller({ fapi }))
}

async function signedIn(caller: TestCaller): Promise<TestUser> {
  await caller.call('POST', '/v1/client')
  const { id } = caller.fapi.clients.at(-1)!
  const sessionId = caller.fapi.signIn(id, caller.fapi.users[0]!.id)
  const ask: TestUser['ask'] = (method, path, form) =>
    caller.call(method, path, { query: { _clerk_session_id: sessionId }, ...(form && { form }) })
  return { ...caller, sessionId, ask }
}

/** The schemes that a caller may use. */
export const schemes = [
  ['test', {}],
  ['live', { keyType: 'live', origins: ['http://localhost:3000'] }],
  ['native', { native: true }],
] as const satisfies [string, TestUserOptions][]

/** What an answer's client says of its only session. */
export function sessionIn({ body }: Answer) {
  return body.client!.sessions[0]!
}

/** Milliseconds. */
export const minute = 60_000
