import { expect } from 'vitest'
import { alice, requests, type Scenarios, userId } from '../scenario'
import { verifyToken } from '../tokens'
import { signIn } from './steps'

/** How clerk-js signs in, and what it has then. */
export const signingIn = {
  'behavior: a password signs in, in one step': async (stage) => {
    const tab = await stage.openTab()
    stage.fapi.log.clear()
    const session = await signIn(stage, tab, alice)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice), session, sessions: [session] })
    expect(requests(stage)).toEqual([
      'POST /v1/client/sign_ins 200',
      'POST /v1/client/sessions/{id}/touch 200',
    ])
  },

  'behavior: a password signs in, in two steps': async (stage) => {
    const tab = await stage.openTab()
    const { password } = stage.fapi.users[0]!
    const first = await tab.run(async ({ client }, identifier) => {
      const { status, supportedFirstFactors } = await client!.signIn.create({ identifier })
      return { status, strategies: supportedFirstFactors?.map(({ strategy }) => strategy) }
    }, alice)
    expect(first.status).toBe('needs_first_factor')
    expect(first.strategies).toContain('password')
    await tab.run(async (clerk, password) => {
      const attempt = await clerk.client!.signIn.attemptFirstFactor({ strategy: 'password', password })
      await clerk.setActive({ session: attempt.createdSessionId! })
    }, password!)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice) })
  },

  'behavior: a wrong password is refused with the field it is about': async (stage) => {
    const tab = await stage.openTab()
    stage.tolerate(/status of 422/)
    const refusal = await tab.run(
      ({ client }, identifier) => window.refusalOf(client!.signIn.create({ identifier, password: 'wrong' })),
      alice,
    )
    expect(refusal).toEqual({ status: 422, code: 'form_password_incorrect', field: 'password' })
    expect(await tab.facts()).toMatchObject({ user: null, sessions: [] })
  },

  'behavior: the token that came with the sign-in is valid, and no request is made for it': async (stage) => {
    const tab = await stage.openTab()
    const session = await signIn(stage, tab, alice)
    stage.fapi.log.clear()
    const jwt = await tab.run(({ session }) => session!.getToken())
    expect(await verifyToken(stage, jwt!)).toMatchObject({
      sub: userId(stage, alice),
      sid: session,
      azp: stage.appUrl,
    })
    expect(requests(stage).filter((request) => request.includes('tokens'))).toEqual([])
  },

  'behavior: the cookies that servers read are there, each under both names': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const [session, sessionTwin] = await tab.bothCookies('__session')
    expect(await verifyToken(stage, session!)).toMatchObject({ sub: userId(stage, alice) })
    expect(sessionTwin).toBe(session)
    const [uat, uatTwin] = await tab.bothCookies('__client_uat')
    const [client] = stage.fapi.clients
    expect(uat).toBe(String(Math.floor(client!.updatedAt / 1000)))
    expect(uatTwin).toBe(uat)
  },
} satisfies Scenarios

/** What happens with live keys only. */
export const productionSignIn = {
  'behavior: no script of a page can read the client token': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const cookies = await tab.cookies()
    expect(cookies.find(({ name }) => name === '__client')).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
    expect(await tab.page.evaluate(() => document.cookie)).not.toContain('__client=')
  },
} satisfies Scenarios
