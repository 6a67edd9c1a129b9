import { createClerkClient } from '@clerk/backend'
import { expect } from 'vitest'
import type { Stage } from '../../stage/stage'
import { alice, type Scenarios, userId } from '../scenario'

/** Sign-in tokens that the app's server makes with @clerk/backend. */
export const tickets = {
  "behavior: a sign-in token of the app's server signs in, once": async (stage) => {
    const tab = await stage.openTab()
    stage.tolerate(/status of 400/)
    const given = { userId: userId(stage, alice), expiresInSeconds: 60 }
    const { token } = await backend(stage).signInTokens.createSignInToken(given)
    await tab.run(async (clerk, ticket) => {
      const { createdSessionId } = await clerk.client!.signIn.create({ strategy: 'ticket', ticket })
      await clerk.setActive({ session: createdSessionId! })
    }, token)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
    await tab.run((clerk) => clerk.signOut())
    const refusal = await tab.run(
      ({ client }, ticket) => window.refusalOf(client!.signIn.create({ strategy: 'ticket', ticket })),
      token,
    )
    expect(refusal).toMatchObject({ status: 400, code: 'sign_in_token_already_used_code' })
  },

  'behavior: the newer attempt signs in with a sign-in token': async (stage) => {
    const tab = await stage.openTab()
    const given = { userId: userId(stage, alice), expiresInSeconds: 60 }
    const { token } = await backend(stage).signInTokens.createSignInToken(given)
    await tab.run(async (_, ticket) => {
      await window.done(window.attempts.signIn.ticket({ ticket }))
      await window.done(window.attempts.signIn.finalize())
    }, token)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
  },
} satisfies Scenarios

/** What the app's server asks the Backend API with. */
export function backend({ fapi, boxUrl }: Stage) {
  const { publishableKey, secretKey } = fapi
  return createClerkClient({ publishableKey, secretKey, apiUrl: boxUrl, telemetry: { disabled: true } })
}
