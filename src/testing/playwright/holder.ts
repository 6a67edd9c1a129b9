import type { BrowserContext } from '@playwright/test'
import type { SeededClient } from '../../fapi'
import type { TestBox } from './box'

/** What a browser is known by to a box. */
interface Holder {
  /** The token of a dev browser; with a live key the id of a client. */
  readonly name: string
  readonly clientId: string | null
}

/** What a browser is known by; undefined where it is new. */
export async function holderIn(
  context: BrowserContext,
  { address, control }: TestBox,
): Promise<Holder | undefined> {
  const { clients, devBrowsers } = await control.state()
  const values = new Set((await context.cookies()).map(({ value }) => value))
  const devBrowser = devBrowsers.find(({ token }) => values.has(token))
  if (devBrowser) return { name: devBrowser.token, clientId: devBrowser.clientId }
  const held = (await context.cookies(address)).find(({ name }) => name === '__client')
  const client = held && clients.find(({ id }) => id === clientIdOf(held.value))
  return client && { name: client.id, clientId: client.id }
}

function clientIdOf(token: string): unknown {
  const [, payload = ''] = token.split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}').id
}

/** Makes a new browser the one that holds a client. @param app - where the app is */
export async function holdClient(
  context: BrowserContext,
  { devBrowser, clientToken, clientUat, cookieSuffix }: SeededClient,
  { app, address }: { app: string; address: string },
): Promise<void> {
  const twins = (name: string, value: string) =>
    [name, `${name}_${cookieSuffix}`].map((name) => ({ name, value, url: app }))
  await context.addCookies([
    ...twins('__client_uat', clientUat),
    ...(devBrowser === null
      ? [{ name: '__client', value: clientToken, url: address, httpOnly: true }]
      : twins('__clerk_db_jwt', devBrowser)),
  ])
}
