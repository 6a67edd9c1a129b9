import { expect } from 'vitest'
import type { Stage } from '../../stage/stage'
import type { Scenarios } from '../scenario'
import { createClerk } from './createClerk'

/** What is handed over behind a nonce. */
export const nonces = {
  'behavior: a nonce is good for one use, and for a minute': async (stage) => {
    const clerk = createClerk(stage)
    const first = await askForNonce(stage)
    const { directives } = await clerk.clients.getHandshakePayload({ nonce: first })
    expect(directives.length).toBeGreaterThan(2)
    await expect(clerk.clients.getHandshakePayload({ nonce: first })).rejects.toMatchObject({ status: 404 })
    const late = await askForNonce(stage)
    stage.fapi.clock.advance(61_000)
    await expect(clerk.clients.getHandshakePayload({ nonce: late })).rejects.toMatchObject({ status: 404 })
  },

  'behavior: a nonce is for those who hold the secret key': async (stage) => {
    const nonce = await askForNonce(stage)
    const stranger = createClerk(stage, `${stage.fapi.secretKey}x`)
    await expect(stranger.clients.getHandshakePayload({ nonce })).rejects.toMatchObject({ status: 401 })
    const clerk = createClerk(stage)
    expect(await clerk.clients.getHandshakePayload({ nonce })).toMatchObject({
      directives: expect.any(Array),
    })
  },
} satisfies Scenarios

/** Has the box start a round trip, and keeps what it would hand to the app. */
async function askForNonce(stage: Stage): Promise<string> {
  const url = new URL(`${stage.boxUrl}/v1/client/handshake`)
  url.searchParams.set('redirect_url', stage.appUrl)
  url.searchParams.set('format', 'nonce')
  const { headers } = await stage.createVisitor().open(url)
  const [, nonce] = /__clerk_handshake_nonce=([^;&]+)/.exec(
    [...headers.getSetCookie(), headers.get('location')].join(),
  )!
  return nonce!
}
