import { createClerkClient } from '@clerk/backend'
import { describe, expect, vi } from 'vitest'
import { alice, bob } from './mainJob'
import { type AppBrowser, type ServedBox, test } from './stage'
import type { Tab } from './tab'

/** What an app's own server makes of the browser's cookies, by Clerk's backend SDK; no page is loaded, so none is sent on. */
async function askServer({ fapi, url }: ServedBox, { context }: AppBrowser, { page }: Tab) {
  const { origin } = new URL(page.url())
  const cookies = await context.cookies(origin)
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const { publishableKey, secretKey } = fapi
  const clerk = createClerkClient({ publishableKey, secretKey, apiUrl: url, telemetry: { disabled: true } })
  const request = new Request(`${origin}/api/me`, { headers: { cookie, accept: 'application/json' } })
  const state = await clerk.authenticateRequest(request, { proxyUrl: url })
  const user = fapi.users.find(({ id }) => id === state.toAuth()?.userId)
  return { status: state.status, reason: state.reason, user: user?.identifier ?? null }
}

describe.concurrent.each(['test', 'live'] as const)('a server behind an app with a %s key', (keyType) => {
  test('behavior: knows who signs in, follows the switch in two tabs, and the sign-out', async ({
    startBox,
    openBrowser,
  }) => {
    const box = await startBox({ keyType })
    const browser = await openBrowser(box)
    const first = await browser.openTab({ keepsCookies: true })
    const second = await browser.openTab({ keepsCookies: true })
    for (const tab of [first, second]) await tab.shows({ connection: 'ready', session: 'signed-out' })
    const serverSays = (expected: Partial<Awaited<ReturnType<typeof askServer>>>) =>
      vi.waitFor(async () => expect(await askServer(box, browser, first)).toMatchObject(expected), 5000)

    await serverSays({ status: 'signed-out' })
    await first.signIn(alice)
    await first.shows({ user: alice, outcome: 'done' })
    await serverSays({ status: 'signed-in', user: alice })
    await second.shows({ user: alice })

    await second.signIn(bob)
    for (const tab of [first, second]) await tab.shows({ user: bob })
    await serverSays({ status: 'signed-in', user: bob })
    await first.switchTo(alice)
    for (const tab of [first, second]) await tab.shows({ user: alice })
    await serverSays({ status: 'signed-in', user: alice })
    await first.reload()
    await first.shows({ connection: 'ready', user: alice })
    await serverSays({ status: 'signed-in', user: alice })

    await second.signOutAll({ keepClient: true })
    for (const tab of [first, second]) await tab.shows({ session: 'signed-out' })
    await serverSays({ status: 'signed-out', reason: 'session-token-and-uat-missing' })
    const cookies = await browser.context.cookies(first.page.url())
    const left = cookies.filter(({ name }) => /^__(session|client_uat)/.test(name))
    expect(left.map(({ value }) => value)).toEqual(['0', '0'])
  })
})
