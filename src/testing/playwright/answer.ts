import type { BrowserContext, Route } from '@playwright/test'
import type { FapiHost } from '../../fapi'

/** What answers instead of the Frontend API. */
export interface Answering {
  /** Where the app has the Frontend API, without a slash at the end, e.g. `http://localhost:4400`. */
  address: string
  fetch(request: Request, host: FapiHost): Promise<Response>
}

/**
 * Answers what the pages of a browser ask the Frontend API: nothing goes to the network. The library's requests to any
 * other address fail, and `onStray` hears of them.
 */
export async function answerIn(
  context: BrowserContext,
  { address, fetch }: Answering,
  onStray: (url: string) => void,
): Promise<void> {
  await context.route(
    ({ searchParams }) => searchParams.has('__clerk_api_version'),
    async (route) => {
      onStray(route.request().url())
      await route.abort()
    },
  )
  // The route that was made last is asked first.
  await context.route(
    ({ href }) => isAt(address, href),
    (route) => answer(route, address, fetch),
  )
}

const isAt = (address: string, url: string) =>
  url.startsWith(address) && /^([/?#]|$)/.test(url.slice(address.length))

async function answer(route: Route, address: string, fetch: Answering['fetch']) {
  const asked = route.request()
  const { cookie, origin, ...headers } = asked.headers()
  const url = new URL(address).origin + asked.url().slice(address.length)
  const body = asked.postDataBuffer()
  const request = new Request(url, { method: asked.method(), headers, body: body && new Uint8Array(body) })
  const response = await fetch(request, { cookie, origin, base: address }).catch(() => undefined)
  // Only a fault that cuts the connection makes it reject.
  if (!response) return route.abort('connectionreset')
  const sent = Object.fromEntries(response.headers)
  const cookies = response.headers.getSetCookie()
  const location = response.headers.get('location')
  // Playwright shows no route what a redirect leads to, and WebKit takes none from a route.
  const leads = location !== null && asked.isNavigationRequest()
  return route.fulfill({
    status: leads ? 200 : response.status,
    headers: {
      ...sent,
      ...(cookies.length > 0 && { 'set-cookie': cookies.join('\n') }),
      ...(leads && { refresh: `0;url=${new URL(location, asked.url())}`, 'content-type': 'text/html' }),
    },
    body: leads ? '' : Buffer.from(await response.arrayBuffer()),
  })
}
