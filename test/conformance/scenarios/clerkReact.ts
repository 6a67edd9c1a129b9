import { expect, vi } from 'vitest'
import type { ClerkTab } from '../stage/browser'
import type { Stage } from '../stage/stage'
import { signIn } from './clerkJs/steps'
import { alice, bob, type Scenarios, userId } from './scenario'

/** What Clerk's hooks say at a moment. */
interface Facts {
  loaded: boolean
  status: string
  signedIn: boolean
  user: string | null
  session: string | null
  email: string | null
  ofSession: string | null
  sessions: string[]
}

const nobody = { signedIn: false, user: null, session: null, email: null, ofSession: null, sessions: [] }

/** What @clerk/react shows in its hooks, on a clerk-js that the app hands it. */
export const clerkReact = {
  'behavior: the hooks say who is there, from the first load to the last sign-out': async (stage) => {
    const tab = await stage.openTab('/react')
    await shows(tab, { loaded: true, status: 'ready', ...nobody })
    const first = await signIn(stage, tab, alice)
    await shows(tab, { ...someone(stage, alice), session: first, sessions: [first] })
    const second = await signIn(stage, tab, bob)
    await shows(tab, { ...someone(stage, bob), session: second, sessions: [first, second] })
    await tab.run((clerk, session) => clerk.setActive({ session }), first)
    await shows(tab, { ...someone(stage, alice), session: first, sessions: [first, second] })
    await tab.page.reload()
    await shows(tab, { loaded: true, ...someone(stage, alice), session: first, sessions: [first, second] })
    await tab.run((clerk) => clerk.signOut())
    await shows(tab, { loaded: true, ...nobody })
  },

  'behavior: a session that is revoked elsewhere leaves the hooks with nobody': async (stage) => {
    const tab = await stage.openTab('/react')
    await shows(tab, { loaded: true })
    const session = await signIn(stage, tab, alice)
    await shows(tab, { session })
    stage.tolerate(/status of 401/)
    stage.fapi.revokeSession(session)
    await tab.run(({ session }) => window.refusalOf(session!.getToken({ skipCache: true })))
    await shows(tab, nobody)
  },
} satisfies Scenarios

function someone(stage: Stage, email: string): Partial<Facts> {
  const user = userId(stage, email)
  return { signedIn: true, user, email, ofSession: user }
}

async function shows({ page }: ClerkTab, facts: Partial<Facts>): Promise<void> {
  await vi.waitFor(
    async () => expect(JSON.parse(await page.locator('output').innerText())).toMatchObject(facts),
    { timeout: 10_000 },
  )
}
