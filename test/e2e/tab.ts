import type { Fapi } from 'frontdesk/fapi'
import type { BrowserContext, Locator, Page } from 'playwright'
import type { AppConfig } from './app/config'
import { type Actor, type Facts, untilShown } from './mainJob'

/** What a panel of the app shows. */
export interface PanelFacts extends Facts {
  /** The number of the panel's handle on its page. */
  handle: string
  /** The code of the connection's error. */
  error: string
  /** How the last button press ended: `done`, `not confirmed`, an error's code, or whose the token is. */
  outcome: string
  /** Whose token the app has, or why none; and until when it is good. Only where the app `hasAccount`. */
  token?: string
  'expires at'?: string
  /** Whose data the app has; empty for nobody's. Only where the app `hasAccount`. */
  notes?: string
  /** What came of the way to a provider, and the code of a refusal. Only where the app `isBack`. */
  'way back'?: string
}

/** One panel of the app, read and used as a person does. */
export interface PanelActor extends Actor {
  shows(facts: Partial<PanelFacts>): Promise<void>
  facts(): Promise<PanelFacts>
  press(button: string): Promise<void>
}

/** A tab with the app in it. Acts on its first panel. */
export interface Tab extends PanelActor {
  page: Page
  panel(name: 'first' | 'second' | 'third'): PanelActor
}

/** How long facts may take to become true, on a machine that has a lot else to do. */
export const patience = 25_000

export async function openAppTab(
  context: BrowserContext,
  address: string,
  fapi: Fapi,
  config: AppConfig,
): Promise<Tab> {
  const page = await context.newPage()
  const url = new URL(address)
  url.searchParams.set('config', JSON.stringify(config))
  await page.goto(url.href)
  return tabOn(page, fapi)
}

/** The tab of a page that has the app in it already. */
export function tabOn(page: Page, fapi: Fapi): Tab {
  const panel = (name: string) => createPanelActor(page, page.getByRole('region', { name }), fapi)
  return { page, panel, ...panel('first') }
}

function createPanelActor(page: Page, region: Locator, fapi: Fapi): PanelActor {
  const facts = () =>
    region
      .getByRole('status')
      .evaluateAll((lines) =>
        Object.fromEntries(lines.map((line) => [line.getAttribute('aria-label'), line.textContent])),
      ) as unknown as Promise<PanelFacts>
  // A real click waits until the page is painted, which tabs in the background seldom are.
  const press = (name: string) => region.getByRole('button', { name, exact: true }).dispatchEvent('click')
  return {
    facts,
    press,
    shows: (expected) => untilShown(facts, expected, patience),
    createClient: () => press('Create client'),
    async signIn(identifier) {
      const { password } = fapi.users.find((user) => user.identifier === identifier)!
      await region.getByLabel('Email').fill(identifier)
      await region.getByLabel('Password').fill(password!)
      await press('Sign in')
    },
    switchTo: (identifier) => press(`Switch to ${identifier}`),
    signOut: (identifier) => press(`Sign out ${identifier}`),
    signOutAll: ({ keepClient }) => press(keepClient ? 'Sign out all, keep the client' : 'Sign out all'),
    async reload() {
      await page.reload()
    },
  }
}
