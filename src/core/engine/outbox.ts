import { exclusively } from '../host/locks'
import { share } from '../host/share'
import { isWithheld } from '../store/shown'
import { confirmEnds } from '../store/store'
import { toCamelCase } from '../wire/case'
import { unwrap } from '../wire/envelope'
import { type FrontdeskError, isForeign, isTransient, malformed } from '../wire/errors'
import { callFapi, type FapiAnswer, type FapiRequest } from '../wire/request'
import { isUsable, type Session } from '../wire/resources/session'
import { array, record, string } from '../wire/shape'
import { ask } from './ask'
import type { EngineState } from './engine'

/** The path that signs everyone out and destroys the client. */
export const everything = '/client'

export const signOutLock = 'sign-outs'

export const removal = (sessionId: string): string =>
  `/client/sessions/${encodeURIComponent(sessionId)}/remove`

/** It outlives its page. */
export const signOutRequest = (path: string): FapiRequest => ({
  method: path.endsWith('/remove') ? 'POST' : 'DELETE',
  path,
  keepalive: true,
})

/** A session may be marked though the rest of it cannot be read. */
const readMarkable = record<{ id: string; sessions: unknown[] }>({ id: string, sessions: array })

/** Delivers marked sign-outs. Call it before any other request. */
export const flushOutbox = (engine: EngineState): Promise<void> =>
  share(engine, 'flush', async () => {
    if ((await waiting(engine)).length > 0)
      await exclusively(engine, signOutLock, () => deliver(engine), 30_000)
    confirmEnds(engine, await engine.outbox.read())
  })

/** The marks, without those of the sign-outs that this page is sending. */
const waiting = async (engine: EngineState) =>
  (await engine.outbox.read()).filter((mark) => !isWithheld(engine, mark))

/** Ends what is marked and still there. A session signed in since has no mark. */
async function deliver(engine: EngineState): Promise<void> {
  const marks = await waiting(engine)
  if (marks.length === 0) return
  // A sign-in under way may replace the cookie. Ask after it.
  const { client } = await exclusively(engine, 'bootstrap', () => ask(engine))
  const found = client === null ? client : readMarkable(toCamelCase(client), 'client')
  const sessions = (found?.sessions ?? []).map((item): Session => Object(item)).filter(isUsable)
  const marked = sessions.filter(({ id, createdAt }) =>
    marks.some((mark) => mark === id || createdAt <= Number(mark)),
  )
  const isWhole = marked.length > 0 && marked.length === sessions.length && marks.includes(found!.id)
  let refusal: FrontdeskError | undefined
  for (const path of isWhole ? [everything] : marked.map(({ id }) => removal(id))) {
    const error = refusalIn(await callFapi(engine, signOutRequest(path)))
    if (!error) await forgetClient(engine, path)
    else if (isTransient(error)) throw error
    else refusal = error
  }
  await unmark(engine, marks)
  // Report a refusal for good once, and trust the server from then on.
  if (refusal) throw refusal
}

export const unmark = ({ outbox }: EngineState, gone: readonly string[]): Promise<void> =>
  outbox.update((marks) => marks.filter((mark) => !gone.includes(mark)))

/**
 * Why the Frontend API refuses a sign-out. A session that is already gone counts as signed out.
 *
 * @throws FrontdeskError if the answer is not the Frontend API's.
 */
export function refusalIn({ json, error }: FapiAnswer): FrontdeskError | undefined {
  if (error ? isForeign(error) : unwrap(json) === json) throw error ?? malformed('sign-out.response')
  const isGone = error?.status === 404 || /^(signed_out|invalid_action_for_session)$/.test(error?.code ?? '')
  return isGone ? undefined : error
}

export async function forgetClient(engine: EngineState, path: string): Promise<void> {
  if (path !== everything) return
  engine.created.write()
  await engine.scheme.forget?.(engine)
}
