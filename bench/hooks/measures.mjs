import { openApp, withTab } from './tab.mjs'

const components = 1000
const bytesPerSecond = 1_600_000 / 8

/**
 * @typedef {object} Measure
 * @property {string} title
 * @property {(app: import('./stage.mjs').App) => Promise<Record<string, number>>} sample values by the row's id
 */

/** @type {Measure[]} */
export const measures = [
  { title: 'a thousand', sample: measureThousand },
  { title: '40 ms', sample: async (app) => ({ name40: await measureName(app, 40) }) },
  { title: '150 ms', sample: async (app) => ({ name150: await measureName(app, 150) }) },
  { title: 'heap', sample: measureHeap },
]

/** @type {(app: import('./stage.mjs').App, latency: number) => Promise<number>} */
function measureName(app, latency) {
  return withTab(app, async (page, cdp) => {
    const network = { offline: false, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond }
    await cdp.send('Network.emulateNetworkConditions', { ...network, latency })
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    return openApp(page, app)
  })
}

/** @param {import('./stage.mjs').App} app */
function measureThousand(app) {
  return withTab(app, async (page) => {
    await page.addInitScript(noteAnswers)
    await openApp(page, app)
    await page.waitForLoadState('networkidle')
    const mount = await page.evaluate(showNames, components)
    await page.evaluate(showNames, 0)
    await page.waitForTimeout(200)
    const remount = await page.evaluate(showNames, components)
    if (!app.signsOut) return { mount, remount }
    const signOut = await page.evaluate(signOutTimes, components)
    await app.signIn()
    return { mount, remount, ...signOut }
  })
}

/** @param {import('./stage.mjs').App} app */
function measureHeap(app) {
  return withTab(app, async (page, cdp) => {
    await openApp(page, app)
    await page.waitForLoadState('networkidle')
    await cdp.send('HeapProfiler.collectGarbage')
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    return { heap: usedSize / 1e6 }
  })
}

/** What follows runs in the page. @param {number} count */
function showNames(count) {
  const time = window.showNames(count)
  const shown = document.querySelector('section')?.textContent
  if (shown !== 'Alice'.repeat(count)) throw new Error(`The names shown are ${shown}`)
  return time
}

function noteAnswers() {
  const { fetch } = window
  window.fetch = async (...request) => {
    const answer = await fetch(...request)
    window.answeredAt ??= performance.now()
    return answer
  }
}

/**
 * Milliseconds from the answer, and from the call, until all components show that nobody is signed in.
 * @param {number} count
 */
async function signOutTimes(count) {
  const section = /** @type {Element} */ (document.querySelector('section'))
  const wanted = 'signed out'.repeat(count)
  const shown = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const now = performance.now()
      if (section.textContent === wanted) resolve(now)
    })
    observer.observe(section, { subtree: true, childList: true, characterData: true })
  })
  window.answeredAt = undefined
  const calledAt = performance.now()
  const done = window.signOut?.()
  const shownAt = await shown
  await done
  return { signOut: shownAt - Number(window.answeredAt), signOutCall: shownAt - calledAt }
}
