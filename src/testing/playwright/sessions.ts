import type { Page } from '@playwright/test'
import { alice, type CastMember } from '../scenes'
import type { TestBox } from './box'
import { holdClient, holderIn } from './holder'

/** Signs somebody in in the browser of a page. @param baseURL - where the app is, if no page is open */
export async function signInAs(
  box: TestBox,
  baseURL: string | undefined,
  page: Page,
  user: CastMember | string = alice,
): Promise<{ sessionId: string }> {
  const { address, control } = box
  const context = page.context()
  await box.openTo(context)
  const identifier = typeof user === 'string' ? user : user.identifier
  const app = appOf(page, baseURL)
  const holder = await holderIn(context, box)
  let sessionId = holder && (await control.signIn(holder.name, identifier))
  if (sessionId === undefined) {
    const client = await control.seedClient({ users: [identifier] })
    await holdClient(context, client, { app, address })
    sessionId = client.sessionIds[0]!
  }
  if (isOpen(page)) await page.reload()
  return { sessionId }
}

/** Lets the active session of a page's browser run out. */
export async function expire(box: TestBox, page: Page): Promise<void> {
  const { control } = box
  const holder = await holderIn(page.context(), box)
  const client = (await control.state()).clients.find(({ id }) => id === holder?.clientId)
  if (!client?.lastActiveSessionId) throw new TypeError('expire(): nobody is signed in in this browser.')
  await control.expireSession(client.lastActiveSessionId)
  if (isOpen(page)) await lookAgain(page)
}

function appOf(page: Page, baseURL: string | undefined): string {
  const app = isOpen(page) ? page.url() : baseURL
  if (!app) throw new TypeError('signInAs(): set `baseURL` in playwright.config.ts, or open the page first.')
  return new URL(app).origin
}

const isOpen = (page: Page) => /^https?:/.test(page.url())

/** As if the page came back from the back/forward cache: it asks for news. */
const lookAgain = (page: Page) =>
  page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
