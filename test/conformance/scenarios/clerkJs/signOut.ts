import { expect, vi } from 'vitest'
import type { ClerkTab } from '../../stage/browser'
import type { Stage } from '../../stage/stage'
import { alice, bob, quiet, requests, type Scenario, type Scenarios } from '../scenario'
import { signIn } from './steps'

/** Sessions that end, by their owner's hand or behind the back. */
export const signingOut = {
  'behavior: signing out of one account leaves the other': async (stage) => {
    const tab = await stage.openTab()
    const first = await signIn(stage, tab, alice)
    const second = await signIn(stage, tab, bob)
    await tab.run((clerk, sessionId) => clerk.signOut({ sessionId }), second)
    await vi.waitFor(async () => expect((await tab.facts()).sessions).toEqual([first]))
    expect(statuses(stage)).toEqual({ [first]: 'active', [second]: 'removed' })
    await tab.reload()
    expect(await tab.facts()).toMatchObject({ session: first, sessions: [first] })
  },

  'behavior: signing out ends all sessions, empties the cookies and takes one request': async (stage) => {
    const tab = await stage.openTab()
    const first = await signIn(stage, tab, alice)
    const second = await signIn(stage, tab, bob)
    await quiet(stage)
    stage.fapi.log.clear()
    await tab.run((clerk) => clerk.signOut())
    expect(await tab.facts()).toMatchObject({ session: null, user: null, sessions: [] })
    await quiet(stage)
    expect(requests(stage)).toEqual(['DELETE /v1/client/sessions 200'])
    expect(statuses(stage)).toEqual({ [first]: 'ended', [second]: 'ended' })
    await expectSignedOutCookies(tab)
    await tab.reload()
    expect(await tab.facts()).toMatchObject({ status: 'ready', session: null, sessions: [] })
  },

  'behavior: after signing out, a sign-in finds the client that was kept': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    await tab.run((clerk) => clerk.signOut())
    const session = await signIn(stage, tab, alice)
    expect(await tab.facts()).toMatchObject({ session, sessions: [session] })
    expect(stage.fapi.clients).toHaveLength(1)
  },

  'behavior: a session can be ended and removed through its own object': async (stage) => {
    const tab = await stage.openTab()
    const first = await signIn(stage, tab, alice)
    const second = await signIn(stage, tab, bob)
    await tab.run(({ client }, id) => client!.sessions.find((session) => session.id === id)!.end(), first)
    await vi.waitFor(async () => expect((await tab.facts()).sessions).toEqual([second]))
    await tab.run(({ client }, id) => client!.sessions.find((session) => session.id === id)!.remove(), second)
    await vi.waitFor(async () => expect((await tab.facts()).sessions).toEqual([]))
    expect(statuses(stage)).toEqual({ [first]: 'ended', [second]: 'removed' })
    await expectSignedOutCookies(tab)
  },

  'behavior: a session revoked elsewhere signs the tab out, with few requests': endBehindItsBack('revoke'),
  'behavior: a session that runs out signs the tab out, with few requests': endBehindItsBack('expire'),
} satisfies Scenarios

function endBehindItsBack(how: 'revoke' | 'expire'): Scenario {
  return async (stage) => {
    const tab = await stage.openTab()
    const session = await signIn(stage, tab, alice)
    stage.tolerate(/status of 401/)
    await quiet(stage)
    stage.fapi.log.clear()
    if (how === 'revoke') stage.fapi.revokeSession(session)
    else stage.fapi.expireSession(session)
    const outcome = await tab.run(({ session }) =>
      session!.getToken({ skipCache: true }).then(
        () => 200,
        (error: { status: number }) => error.status,
      ),
    )
    expect(outcome).toBe(401)
    await vi.waitFor(async () =>
      expect(await tab.facts()).toMatchObject({ session: null, user: null, sessions: [] }),
    )
    await quiet(stage)
    const [first, ...later] = requests(stage)
    expect(first).toBe('POST /v1/client/sessions/{id}/tokens 401')
    expect(later.length).toBeLessThan(3)
    await expectSignedOutCookies(tab)
  }
}

async function expectSignedOutCookies(tab: ClerkTab): Promise<void> {
  await vi.waitFor(async () => {
    expect(await tab.bothCookies('__client_uat')).toEqual(['0', '0'])
    expect(await tab.bothCookies('__session')).toEqual([undefined, undefined])
  })
}

function statuses({ fapi }: Stage): Record<string, string> {
  return Object.fromEntries(fapi.sessions.map(({ id, status }) => [id, status]))
}
