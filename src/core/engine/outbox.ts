import { exclusively } from '../host/locks'
import { share } from '../host/share'
import { confirmEnds } from '../store/store'
import { type FrontdeskError, isTransient } from '../wire/errors'
import { callFapi, type FapiRequest } from '../wire/request'
import type { EngineState } from './engine'

/** The path that signs everyone out, and destroys the client. Sign-outs are told apart, and kept, by their path. */
export const everything = '/client'

/** What a sign-out that waits looks like: storage is foreign input. */
export const waitingSignOut = /^\/client(\/sessions(\/[\w-]+\/remove)?)?$/

export const signOutRequest = (path: string): FapiRequest => ({
  method: path.endsWith('/remove') ? 'POST' : 'DELETE',
  path,
})

/** Delivers the sign-outs that could not be delivered before, ahead of anything else that is asked. */
export const flushOutbox = (engine: EngineState): Promise<void> =>
  share(engine, 'flush', async () => {
    // One tab delivers it: a second DELETE could end what was signed in since.
    if ((await engine.outbox.read()).length > 0)
      await exclusively(engine, 'sign-outs', () => deliver(engine), 30_000)
    confirmEnds(engine)
  })

async function deliver(engine: EngineState): Promise<void> {
  const { outbox } = engine
  for (const path of await outbox.read()) {
    const { error } = await callFapi(engine, signOutRequest(path))
    // Refused for good, it is not tried again: that is said once, and then the Frontend API's word counts.
    if (!error || !isTransient(error)) await outbox.update((paths) => paths.filter((other) => other !== path))
    if (isRefused(error)) throw error
    await forgetClient(engine, path)
  }
}

/** Gone already, or ended by another tab just now, is as good as signed out. */
export const isRefused = (error: FrontdeskError | undefined) =>
  error &&
  (error.status !== 404 || error.code === 'fapi_not_found') &&
  !/^(signed_out|invalid_action_for_session)$/.test(error.code)

/** With the client, its token goes, and the count of its creations. */
export async function forgetClient(engine: EngineState, path: string): Promise<void> {
  if (path !== everything) return
  engine.created.write()
  await engine.scheme.forget?.(engine)
}
