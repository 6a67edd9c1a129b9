import type { Browser, Locator, Page } from 'playwright'
import { expect, vi } from 'vitest'
import type { ServedBox } from '../stage'
import { findBarriers } from './checkPage'

/** Milliseconds, on a machine that has a lot else to do. */
const patience = { timeout: 20_000, interval: 30 }

/** Waits until what is looked at is as it should be. `expect.poll()` would have to know which of several tests it is in. */
export const until = (look: () => unknown, expected: unknown) =>
  vi.waitFor(async () => expect(await look()).toEqual(expected), patience)

/** Somebody who uses the demo in a browser of their own. */
export interface Visitor {
  readonly page: Page
  readonly box: ServedBox
  field(name: string): Locator
  button(name: string | RegExp): Locator
  /** Waits for what a heading announces, and checks that nobody is kept out of it. */
  comesTo(heading: string): Promise<void>
  /** Waits until a field is said to be wrong: beside it, and with the focus in it. */
  isToldOf(field: string, reason: string | RegExp): Promise<void>
  /** Types into what has the focus, and presses Enter: no mouse. */
  enters(text: string): Promise<void>
  /** Moves the focus there with the Tab key, and presses Enter. */
  presses(name: string | RegExp): Promise<void>
  /** Gives who it is, which has to be asked for. */
  begins(identifier: string): Promise<void>
  /** Waits until this tab shows who is signed in. A page that has just been loaded leaves the focus to the browser. */
  shows(email: string): Promise<void>
  /** The same, and checks that nobody is kept out. */
  isSignedIn(email: string): Promise<void>
  /** Opens the last link that was sent to an address, which the inbox has to show first. @returns where it leads */
  opensLink(to: string): Promise<Page>
  /** The last code that was sent to an address or a number. */
  code(to: string): Promise<string>
  /** Ends it, and checks that the page has complained of nothing. */
  close(): Promise<void>
}

/** @param path - where the demo is opened. */
export async function visit(
  chromium: Browser,
  box: ServedBox,
  demoUrl: string,
  path = '/',
): Promise<Visitor> {
  const context = await chromium.newContext()
  const page = await context.newPage()
  page.setDefaultTimeout(patience.timeout)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  // A refusal is an error to browsers.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text())
  })
  await page.goto(new URL(path, demoUrl).href)

  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const nothingIsInTheWay = () => until(() => findBarriers(page), [])
  const shows = async (email: string) => {
    const shown = expect.stringContaining(`${email}Signed in`)
    await until(() => page.getByRole('status', { name: 'This tab' }).textContent(), shown)
  }
  const who = 'E-mail address, phone number or username'
  return {
    page,
    box,
    field,
    button,
    async comesTo(heading) {
      await page.getByRole('heading', { name: heading, exact: true }).waitFor()
      await nothingIsInTheWay()
    },
    async isToldOf(name, reason) {
      const description = expect.stringMatching(reason)
      await until(() => field(name).evaluate(describedAndFocused), {
        hasFocus: true,
        isInvalid: true,
        description,
      })
      await nothingIsInTheWay()
    },
    async enters(text) {
      // A button that still has the focus would take the blanks.
      await until(() => page.evaluate(() => document.activeElement?.tagName), 'INPUT')
      await page.keyboard.press('Control+A')
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    },
    async presses(name) {
      const target = button(name)
      await target.waitFor()
      for (let times = 0; times < 60; times++) {
        if (await target.evaluate((element) => element === document.activeElement)) {
          await page.keyboard.press('Enter')
          return
        }
        await page.keyboard.press('Tab')
      }
      throw new Error(`The Tab key does not lead to ${name}.`)
    },
    async begins(identifier) {
      await field(who).fill(identifier)
      await field(who).press('Enter')
    },
    shows,
    async isSignedIn(email) {
      await shows(email)
      await nothingIsInTheWay()
    },
    async opensLink(to) {
      const message = page
        .getByRole('list', { name: 'Messages' })
        .getByRole('listitem')
        .filter({ hasText: to })
      const [landing] = await Promise.all([
        context.waitForEvent('page'),
        message.getByRole('link', { name: 'Open the link' }).first().click(),
      ])
      return landing
    },
    async code(to) {
      const journal = to.startsWith('+') ? box.fapi.texts : box.fapi.emails
      const sent = () => journal.filter({ to }).at(-1)
      await until(sent, expect.objectContaining({ to }))
      return sent()!.code
    },
    async close() {
      await context.close()
      expect(errors, 'errors on the page').toEqual([])
    },
  }
}

function describedAndFocused(element: Element) {
  const ids = element.getAttribute('aria-describedby') ?? ''
  const parts = ids.split(' ').map((id) => document.getElementById(id)?.textContent ?? '')
  return {
    hasFocus: element === document.activeElement,
    isInvalid: element.getAttribute('aria-invalid') === 'true',
    description: parts.join(' '),
  }
}
