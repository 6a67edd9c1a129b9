const patience = 60_000

/**
 * A tab on an empty page of the app's origin, so that its process runs already.
 * @param {import('./stage.mjs').App} app
 * @param {(page: import('playwright').Page, cdp: import('playwright').CDPSession) => Promise<Values>} act
 * @returns {Promise<Values>}
 * @template Values
 */
export async function withTab({ context, blankUrl, title }, act) {
  const page = await context.newPage()
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => {
    page.once('pageerror', (error) => reject(new Error(`${title}: ${error.stack}`)))
    timer = setTimeout(reject, patience, new Error(`${title} got nowhere within ${patience / 1000} s.`))
  })
  const use = async () => {
    await page.goto(blankUrl)
    return act(page, await context.newCDPSession(page))
  }
  try {
    return await Promise.race([use(), failed])
  } finally {
    clearTimeout(timer)
    await page.close()
  }
}

/**
 * Opens the app. @returns the milliseconds from the navigation's start until the user's name was painted
 * @param {import('playwright').Page} page
 * @param {import('./stage.mjs').App} app
 */
export async function openApp(page, { url }) {
  await page.goto(url)
  return page.evaluate(nameShown)
}

/** @returns {Promise<number>} */
function nameShown() {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) resolve(entry.startTime)
    })
    observer.observe({ type: 'element', buffered: true })
  })
}
