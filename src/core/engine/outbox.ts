import { exclusively } from '../host/locks'
import { share } from '../host/share'
import { confirmEnds } from '../store/store'
import { type FrontdeskError, isTransient } from '../wire/errors'
import { callFapi, type FapiRequest } from '../wire/request'
import type { EngineState } from './engine'

/** The path that signs everyone out and destroys the client. Sign-outs are stored by path. */
export const everything = '/client'

/** Stored paths are untrusted input. */
export const waitingSignOut = /^\/client(\/sessions(\/[\w-]+\/remove)?)?$/

export const signOutRequest = (path: string): FapiRequest => ({
  method: path.endsWith('/remove') ? 'POST' : 'DELETE',
  path,
})

/** Delivers stored sign-outs. Call it before any other request. */
export const flushOutbox = (engine: EngineState): Promise<void> =>
  share(engine, 'flush', async () => {
    // Only one tab delivers: a second DELETE could end a newer session.
    if ((await engine.outbox.read()).length > 0)
      await exclusively(engine, 'sign-outs', () => deliver(engine), 30_000)
    confirmEnds(engine)
  })

async function deliver(engine: EngineState): Promise<void> {
  const { outbox } = engine
  for (const path of await outbox.read()) {
    const { error } = await callFapi(engine, signOutRequest(path))
    // Drop a sign-out that was refused for good. Report it once, and trust the server from then on.
    if (!error || !isTransient(error)) await outbox.update((paths) => paths.filter((other) => other !== path))
    if (isRefused(error)) throw error
    await forgetClient(engine, path)
  }
}

/** A session that is already gone counts as signed out. */
export const isRefused = (error: FrontdeskError | undefined) =>
  error &&
  (error.status !== 404 || error.code === 'fapi_not_found') &&
  !/^(signed_out|invalid_action_for_session)$/.test(error.code)

export async function forgetClient(engine: EngineState, path: string): Promise<void> {
  if (path !== everything) return
  engine.created.write()
  await engine.scheme.forget?.(engine)
}
