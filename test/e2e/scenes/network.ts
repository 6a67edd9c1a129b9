import type { BrowserContext, Page, Request } from 'playwright'

/** @returns how many requests of a browser wait for their answer */
export function countRequests(context: BrowserContext): () => number {
  const underWay = new Set<Request>()
  context.on('request', (request) => underWay.add(request))
  context.on('requestfinished', (request) => underWay.delete(request))
  context.on('requestfailed', (request) => underWay.delete(request))
  return () => underWay.size
}

/** Keeps the next answer to a `GET /v1/client` back after the server has given it; returns what lets it go. */
export async function holdAnswer(page: Page): Promise<() => Promise<void>> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const isClient = ({ pathname }: URL) => pathname.endsWith('/v1/client')
  let arrived = Promise.resolve()
  await page.route(
    isClient,
    (route) => {
      const answered = route.fetch()
      arrived = released.then(async () => route.fulfill({ response: await answered }))
      return arrived
    },
    { times: 1 },
  )
  return async () => {
    release()
    await arrived
  }
}
