import { expect } from 'vitest'
import type { ServerAuth } from '../../stage/app'
import type { ClerkTab } from '../../stage/browser'
import type { Stage } from '../../stage/stage'
import { alice, type Scenarios, userId } from '../scenario'
import { signIn } from './steps'

/** Pages and the app's server, in one browser: clerk-js and @clerk/backend must agree. */
export const withServer = {
  'behavior: the server knows whom a page signed in, and whom it signed out': async (stage) => {
    const tab = await stage.openTab()
    const sessionId = await signIn(stage, tab, alice)
    const known = { status: 'signed-in', userId: userId(stage, alice), sessionId }
    expect(await askServer(stage, tab)).toMatchObject(known)
    await tab.open('/')
    expect(await tab.facts()).toMatchObject({ session: sessionId })
    await tab.run((clerk) => clerk.signOut())
    expect(await askServer(stage, tab)).toMatchObject({ status: 'signed-out', userId: null })
  },

  'behavior: cookies that a browser lost come back through the server, and the page goes on with them':
    async (stage) => {
      const tab = await stage.openTab()
      const sessionId = await signIn(stage, tab, alice)
      await tab.page.goto('about:blank')
      await tab.page.context().clearCookies({ name: /^__session/ })
      expect(await askServer(stage, tab)).toMatchObject({ status: 'signed-in', sessionId })
      await tab.open('/')
      expect(await tab.facts()).toMatchObject({ session: sessionId })
    },

  'behavior: signing out in one tab signs the others out, with one request each': async (stage) => {
    const tab = await stage.openTab()
    await signIn(stage, tab, alice)
    const other = await stage.openTab()
    stage.fapi.log.clear()
    await tab.run((clerk) => clerk.signOut())
    await expect.poll(async () => (await other.facts()).session).toBeNull()
    expect(stage.fapi.log.filter({ path: '/v1/client', method: 'GET' }).length).toBeLessThan(3)
  },
} satisfies Scenarios

/** With a week's cookies, as Safari keeps them. */
export const shortLived = {
  'behavior: a page that goes on after a switch goes through the box, which renews the cookie': async (
    stage,
  ) => {
    const tab = await stage.openTab()
    const session = await signIn(stage, tab, alice)
    await tab.run((clerk, session) => clerk.setActive({ session, redirectUrl: '/next?a=1,2' }), session)
    await stage.fapi.log.waitFor({ path: '/v1/client/touch' })
    await tab.page.waitForURL(/\/next/)
    expect(new URL(tab.page.url()).searchParams.get('a')).toBe('1,2')
    await tab.page.evaluate(() => window.loaded)
    expect(await tab.facts()).toMatchObject({ session })
  },
} satisfies Scenarios

/** Opens a page of the app's server. */
async function askServer({ appUrl }: Stage, { page }: ClerkTab): Promise<ServerAuth> {
  await page.goto(`${appUrl}/server`)
  return JSON.parse(await page.locator('body').innerText())
}
