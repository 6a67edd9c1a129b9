import { confirmEnds } from './clients'
import { type FrontdeskError, isTransient } from './errors'
import type { Internals } from './internals'
import { share } from './share'
import { exclusively } from './sync/locks'
import { callFapi, type FapiRequest } from './transport/request'

/** What signs everyone out, and destroys the client. Sign-outs are told apart, and remembered, by their path. */
export const everything = '/client'

/** What a remembered sign-out looks like: storage is foreign input. */
export const signOutPath = /^\/client(\/sessions(\/[\w-]+\/remove)?)?$/

export const signOutRequest = (path: string): FapiRequest => ({
  method: path.endsWith('/remove') ? 'POST' : 'DELETE',
  path,
})

/** Delivers the sign-outs that could not be delivered before, ahead of anything else that is asked. */
export const flushSignOuts = (internals: Internals): Promise<void> =>
  share(internals, 'flush', async () => {
    // One tab delivers it: a second DELETE could end what was signed in since.
    if ((await internals.marks.read()).length > 0)
      await exclusively(internals, 'sign-outs', () => deliver(internals), { patience: 30_000 })
    confirmEnds(internals)
  })

async function deliver(internals: Internals): Promise<void> {
  const { marks } = internals
  for (const path of await marks.read()) {
    const { error } = await callFapi(internals, signOutRequest(path))
    // Refused for good, it is not tried again: that is said once, and then the Frontend API's word counts.
    if (!error || !isTransient(error)) await marks.update((known) => known.filter((mark) => mark !== path))
    if (isRefused(error)) throw error
    await forget(internals, path)
  }
}

/** Gone already, or ended by another tab just now, is as good as signed out. */
export const isRefused = (error: FrontdeskError | undefined) =>
  error &&
  (error.status !== 404 || error.code === 'fapi_not_found') &&
  !/^(signed_out|invalid_action_for_session)$/.test(error.code)

/** With the client, its token goes, and the count of its creations. */
export async function forget({ created, scheme }: Internals, path: string): Promise<void> {
  if (path !== everything) return
  created.write()
  await scheme.forget?.()
}
