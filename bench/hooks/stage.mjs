import { chromium } from 'playwright'
import { desktopLaunchOptions } from '../../.ci/browsers.mjs'
import { createAuthServer } from './betterAuth.mjs'
import { startBox } from './box.mjs'
import { bundle } from './bundle.mjs'
import { obtainPeer } from './peers.mjs'
import { signInAtBetterAuth, signInAtBox } from './signIn.mjs'
import { startSite } from './site.mjs'

/**
 * @typedef {object} App
 * @property {string} id
 * @property {string} title
 * @property {boolean} signsOut
 * @property {string} url
 * @property {string} blankUrl an empty page of the same origin
 * @property {import('playwright').BrowserContext} context a cookie jar of its own
 * @property {() => Promise<void>} signIn
 */

/**
 * A Chromium, the servers, and the apps with somebody signed in.
 * @param {import('./contenders.mjs').Contender[]} chosen
 */
export async function openStage(chosen) {
  /** @type {(() => unknown)[]} */
  const closers = []
  const close = async () => {
    for (const closer of closers.toReversed()) await closer()
  }
  try {
    const peers = new Map(chosen.map(({ id, peer }) => [id, peer && obtainPeer(peer)]))
    const box = await startBox()
    closers.push(box.stop)
    const bundles = new Map()
    for (const { id } of chosen) bundles.set(id, await bundle(`bench/hooks/apps/${id}.tsx`, peers.get(id)))

    /** @type {import('node:http').RequestListener | undefined} */
    let authServer
    const { publishableKey, url } = box
    const site = await startSite({ bundles, box: { publishableKey, url }, authServer: () => authServer })
    closers.push(site.stop)
    const [{ identifier: email, password }] = box.users
    const betterAuth = peers.get('betterAuth')
    if (betterAuth)
      authServer = await createAuthServer({
        folder: betterAuth.folder,
        url: site.url,
        user: { email, password, name: 'Alice' },
      })

    const browser = await launch()
    closers.push(() => browser.close())
    /** @type {Record<string, (page: import('playwright').Page) => Promise<number>>} */
    const signIns = {
      box: (page) => page.evaluate(signInAtBox, { url, identifier: email, password }),
      betterAuth: (page) => page.evaluate(signInAtBetterAuth, { email, password }),
    }
    const apps = await Promise.all(
      chosen.map(async ({ id, title, server }) => {
        const context = await browser.newContext()
        const blankUrl = `${site.url}/blank`
        const app = {
          id,
          title,
          signsOut: server !== 'none',
          url: `${site.url}/${id}/`,
          blankUrl,
          context,
          async signIn() {
            const page = await context.newPage()
            await page.goto(blankUrl)
            const status = await signIns[server]?.(page)
            if (status && status !== 200) throw new Error(`${title}: signing in was answered with ${status}.`)
            await page.close()
          },
        }
        await app.signIn()
        return app
      }),
    )
    return { apps, chromium: `Chromium ${browser.version()}`, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function launch() {
  const { args, ...options } = await desktopLaunchOptions()
  return chromium.launch({
    ...options,
    // clerk-js takes a browser that says it is automated for one that is offline.
    args: [...args, '--disable-blink-features=AutomationControlled'],
    // Ending is this program's own affair: see hooks.mjs.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
}
