import { QueryClient } from '@tanstack/react-query'
import { createFrontdesk, getToken } from 'frontdesk/core'
import { createBrowser, createFapi } from 'frontdesk/fapi'
import { median } from './median.mjs'

const calls = 2000
const warmUp = 20
const rounds = 101

/** Nanoseconds for one cached `getToken()`, and for a resolved promise, awaited one by one in Node; in turns. */
export async function measureGetToken() {
  const fapi = createFapi()
  const browser = createBrowser({ fapi, client: await fapi.seedClient({ users: ['alice@example.com'] }) })
  const { ambient } = browser.openTab()
  const { publishableKey } = fapi
  const frontdesk = createFrontdesk({ publishableKey, queryClient: new QueryClient(), ambient })
  frontdesk.mount()
  const token = await getToken(frontdesk)
  if (!token) throw new Error('Nobody is signed in.')
  /** @type {{ cached: number[], resolved: number[] }} */
  const times = { cached: [], resolved: [] }
  for (let round = 0; round < warmUp + rounds; round++) {
    const cached = await pace(() => getToken(frontdesk))
    const resolved = await pace(async () => token)
    if (round < warmUp) continue
    times.cached.push(cached)
    times.resolved.push(resolved)
  }
  frontdesk.unmount()
  return { cached: median(times.cached), resolved: median(times.resolved) }
}

/**
 * Nanoseconds for one call, awaited.
 * @param {() => Promise<unknown>} call
 */
async function pace(call) {
  const start = performance.now()
  for (let i = 0; i < calls; i++) await call()
  return ((performance.now() - start) * 1e6) / calls
}
