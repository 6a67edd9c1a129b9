import { expect } from 'vitest'
import { alice, bob, quiet, requests, type Scenarios, userId } from '../scenario'
import { verifyToken } from '../tokens'
import { signIn } from './steps'

/** Several accounts on one client, and what keeps them. */
export const sessions = {
  'behavior: a second account joins the first, and each can be switched to': async (stage) => {
    const tab = await stage.openTab()
    const first = await signIn(stage, tab, alice)
    const second = await signIn(stage, tab, bob)
    expect(await tab.facts()).toMatchObject({
      user: userId(stage, bob),
      session: second,
      sessions: [first, second],
    })
    await tab.run((clerk, session) => clerk.setActive({ session }), first)
    expect(await tab.facts()).toMatchObject({ user: userId(stage, alice), session: first })
    const jwt = await tab.run(({ session }) => session!.getToken())
    expect(await verifyToken(stage, jwt!)).toMatchObject({ sub: userId(stage, alice), sid: first })
    expect(stage.fapi.clients).toHaveLength(1)
    expect(stage.fapi.clients[0]!.lastActiveSessionId).toBe(first)
  },

  'behavior: a reload keeps all accounts, and the one in use, with no request for a token': async (stage) => {
    const tab = await stage.openTab()
    const first = await signIn(stage, tab, alice)
    const second = await signIn(stage, tab, bob)
    await tab.run((clerk, session) => clerk.setActive({ session }), first)
    stage.fapi.log.clear()
    await tab.reload()
    expect(await tab.facts()).toMatchObject({
      status: 'ready',
      session: first,
      sessions: [first, second],
    })
    const jwt = await tab.run(({ session }) => session!.getToken())
    expect(await verifyToken(stage, jwt!)).toMatchObject({ sid: first })
    await quiet(stage)
    const environment = `${stage.keyType === 'test' ? 'PATCH' : 'GET'} /v1/environment 200`
    expect(requests(stage).sort()).toEqual(['GET /v1/client 200', environment])
  },

  'behavior: a tab that gets the focus touches its session, and changes nothing else': async (stage) => {
    const tab = await stage.openTab()
    const session = await signIn(stage, tab, alice)
    const before = await tab.facts()
    stage.fapi.log.clear()
    await tab.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await stage.fapi.log.waitFor({ path: `/v1/client/sessions/${session}/touch` })
    await quiet(stage)
    expect(requests(stage)).toEqual(['POST /v1/client/sessions/{id}/touch 200'])
    expect(await tab.facts()).toEqual(before)
  },

  'behavior: who acts as somebody else shows in the session, and in its tokens': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, bob)
    const actor = { sub: userId(stage, bob), reason: 'a question' }
    const session = stage.fapi.signIn(stage.fapi.clients[0]!.id, alice, actor)
    await tab.reload()
    expect(await tab.facts()).toMatchObject({ session, user: userId(stage, alice) })
    const seen = await tab.run(async ({ session }) => ({
      actor: session!.actor,
      jwt: await session!.getToken({ skipCache: true }),
    }))
    expect(seen.actor).toEqual(actor)
    expect(await verifyToken(stage, seen.jwt!)).toMatchObject({ sub: userId(stage, alice), act: actor })
  },

  'behavior: a second tab of the browser has the same accounts': async (stage) => {
    const tab = await stage.openTab()
    const session = await signIn(stage, tab, alice)
    const other = await stage.openTab()
    expect(await other.facts()).toMatchObject({ session, sessions: [session], user: userId(stage, alice) })
    expect(stage.fapi.clients).toHaveLength(1)
  },
} satisfies Scenarios
