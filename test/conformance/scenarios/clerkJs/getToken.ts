import { expect } from 'vitest'
import { alice, requests, type Scenarios, userId } from '../scenario'
import { verifyToken } from '../tokens'
import { signIn } from './steps'

/** Tokens that clerk-js asks for. */
export const tokens = {
  'behavior: a token asked for past the cache is a new one': async (stage) => {
    const tab = await stage.openTab()
    const session = await signIn(stage, tab, alice)
    const cached = await tab.run(({ session }) => session!.getToken())
    stage.fapi.log.clear()
    // clerk-js tries for minutes where it does not get what it needs.
    const jwt = await tab.run(({ session }) => {
      const tooLate = new Promise<string>((_, reject) => setTimeout(reject, 5000, new Error('no token')))
      return Promise.race([session!.getToken({ skipCache: true }), tooLate])
    })
    expect(requests(stage)).toEqual(['POST /v1/client/sessions/{id}/tokens 200'])
    expect(jwt).not.toBe(cached)
    expect(await verifyToken(stage, jwt!)).toMatchObject({ sub: userId(stage, alice), sid: session })
  },

  'behavior: a token of a template carries its claims, and is no session token': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const jwt = await tab.run(({ session }) => session!.getToken({ template: 'hasura' }))
    const claims = await verifyToken(stage, jwt!)
    expect(claims).toMatchObject({ sub: userId(stage, alice), role: 'admin' })
    expect(claims.sid).toBeUndefined()
  },

  'behavior: a token of an unknown template is refused, and nobody is signed out': async (stage) => {
    const tab = await stage.openTab()
    const session = await signIn(stage, tab, alice)
    stage.tolerate(/status of 404/)
    const refusal = await tab.run(({ session }) =>
      window.refusalOf(session!.getToken({ template: 'unknown' })),
    )
    expect(refusal).toMatchObject({ status: 404, code: 'resource_not_found' })
    expect(await tab.facts()).toMatchObject({ session })
  },
} satisfies Scenarios
