import { expect, vi } from 'vitest'
import type { Stage } from '../../stage/stage'

/** Clerk's prebuilt form in a page, used as people use it. */
export interface Form {
  readonly page: import('playwright').Page
  type(label: string | RegExp, text: string): Promise<void>
  press(name: string | RegExp): Promise<void>
  /** Types a code; the form sends it by itself once it is whole. */
  enterCode(code: string): Promise<void>
  /** Waits until it says something. */
  says(text: string | RegExp): Promise<void>
  /** Waits until the app is reached with this user signed in. */
  arrives(email: string): Promise<void>
}

export async function openForm(stage: Stage, path: string): Promise<Form> {
  const { page } = await stage.openTab(path)
  return createForm(page)
}

export function createForm(page: Form['page']): Form {
  return {
    page,
    type: (label, text) => page.getByLabel(label, { exact: typeof label === 'string' }).fill(text),
    press: (name) =>
      page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .or(page.getByRole('link', { name, exact: typeof name === 'string' }))
        .first()
        .click(),
    async enterCode(code) {
      const input = page.getByRole('textbox', { name: 'Enter verification code' })
      // A moment after a wrong code the field is emptied, of what has been typed by then as well.
      await vi.waitFor(
        async () => {
          await input.fill('')
          await input.pressSequentially(code)
          // It is gone where the code was right.
          expect(await input.inputValue({ timeout: 500 }).catch(() => code)).toBe(code)
        },
        { timeout: 10_000, interval: 500 },
      )
    },
    says: (text) => page.getByText(text).first().waitFor(),
    async arrives(email) {
      await vi.waitFor(
        async () => {
          // Not by `waitForURL`, which fails where a page goes on to the next one before it has loaded.
          expect(new URL(page.url()).pathname).toBe('/ui')
          const text = await page.locator('output').innerText({ timeout: 1000 })
          const facts = JSON.parse(text) as { email: string | null }
          expect(facts.email).toBe(email)
        },
        { timeout: 20_000 },
      )
    },
  }
}
