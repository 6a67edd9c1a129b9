import * as v from 'valibot'
import type { Fapi } from '../../handle'
import { FapiError } from '../../http/errors'
import type { FapiJournal } from '../../journal'
import type { FapiMessageKind } from '../../messages'
import type { Webhooks } from './webhooks'

const text = v.optional(v.string())
const number = v.optional(v.pipe(v.number(), v.minValue(0)))
const kinds = ['sign-in', 'sign-up', 'second-factor', 'reset-password', 'verification'] as const

/** What the actions take. Ids are checked by what they are looked up in. */
export const inputSchema = v.strictObject({
  id: text,
  user: text,
  users: v.optional(v.array(v.string())),
  ms: v.optional(v.number()),
  method: text,
  path: text,
  to: text,
  kind: v.optional(v.picklist(kinds satisfies readonly FapiMessageKind[])),
  timeout: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(60_000))),
  times: number,
  status: v.optional(v.pipe(v.number(), v.minValue(200), v.maxValue(599))),
  retryAfter: number,
  delay: number,
  cut: v.optional(v.boolean()),
  body: text,
  location: text,
})

type Input = v.InferOutput<typeof inputSchema>

/** What is controlled. */
export interface Controlled {
  fapi: Fapi
  webhooks: Webhooks | undefined
  /** Puts the box back to how it was when it started. */
  reset(): void
}

/** Gives what to answer, if there is anything to say. */
type Action = (input: Input & { id: string; user: string }) => unknown

/** How many faults there may be at a time. */
const maxFaults = 100

/** What the control API does, and the inspector's buttons, each by the name of the handle's function that does it. */
export function actionsOf({ fapi, webhooks, reset }: Controlled): Record<string, Action> {
  return {
    signIn: ({ id, user }) => ({ sessionId: fapi.signIn(id, user) }),
    seedClient: ({ users }) => fapi.seedClient({ users }),
    completeTask: ({ id }) => fapi.completeTask(id),
    expireToken: ({ id }) => fapi.expireToken(id),
    expireSession: ({ id }) => fapi.expireSession(id),
    revokeSession: ({ id }) => fapi.revokeSession(id),
    banUser: ({ id }) => fapi.banUser(id),
    unbanUser: ({ id }) => fapi.unbanUser(id),
    lockUser: ({ id }) => fapi.lockUser(id),
    unlockUser: ({ id }) => fapi.unlockUser(id),
    totpCode: async ({ user }) => ({ code: await fapi.totpCode(user) }),
    fault({ method, path, times, status, retryAfter, delay, cut, body, location }) {
      if (fapi.faults.length >= maxFaults) throw new TypeError(`There are ${maxFaults} faults: remove some`)
      const headers = location ? { location } : undefined
      fapi.fault({ method, path, times, status, retryAfter, delay, cut, body, headers })
      return { id: String(fapi.faults.at(-1)?.id) }
    },
    removeFault: ({ id }) => fapi.removeFault(Number(id)),
    advanceClock: ({ ms = 0 }) => fapi.clock.advance(ms),
    resetClock: () => fapi.clock.set(Date.now()),
    clearLog: () => fapi.log.clear(),
    waitForRequest: ({ method, path, timeout }) => waitFor(fapi.log, { method, path }, timeout),
    waitForEmail: ({ to, kind, timeout }) => waitFor(fapi.emails, { to, kind }, timeout),
    waitForText: ({ to, kind, timeout }) => waitFor(fapi.texts, { to, kind }, timeout),
    async sendWebhookAgain({ id }) {
      if (!webhooks) throw new TypeError('This box tells no app of events: start it with --webhook.')
      const { attempts, outcome } = await webhooks.sendAgain(id)
      return { attempts, outcome }
    },
    reset,
  }
}

async function waitFor<Entry extends object, Filter>(
  journal: FapiJournal<Entry, Filter>,
  filter: Filter,
  timeout: number | undefined,
): Promise<Entry> {
  return journal.waitFor(filter, { timeout }).catch((error: Error) => {
    throw new FapiError(504, 'wait_timed_out', error.message)
  })
}
