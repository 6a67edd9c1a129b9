import type { Page } from 'playwright'
import { expect } from 'vitest'
import type { Scenes } from './signIn'
import { until } from './visitor'

const asked = 'Enter your password'
const who = 'E-mail address, phone number or username'

/** What has the focus, by its name or its text. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    const [label] = activeElement instanceof HTMLInputElement ? (activeElement.labels ?? []) : []
    return label?.textContent ?? activeElement?.ariaLabel ?? activeElement?.textContent
  })

export const keyboardScenes: Scenes = {
  async 'two accounts, and never loses the focus'({ page, ...visitor }) {
    await visitor.presses(/^Alice /)
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.isSignedIn('alice@example.com')
    expect(await focused(page)).toBe('Add account')

    await page.keyboard.press('Enter')
    await visitor.comesTo('Who is it?')
    expect(await focused(page)).toBe(who)
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Who is it?' }).waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('Add account')

    await page.keyboard.press('Enter')
    await visitor.comesTo('Who is it?')
    await visitor.enters('bob@example.com')
    await visitor.comesTo(asked)
    await visitor.presses('Cancel')
    await until(() => focused(page), 'Add account')

    await page.keyboard.press('Enter')
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.isSignedIn('bob@example.com')
    expect(await focused(page)).toBe('Add account')

    await visitor.presses('Switch to Alice Archer')
    await visitor.isSignedIn('alice@example.com')
    expect(await focused(page)).toMatch(/^AA.*Alice Archer/)
    await visitor.presses('Sign out Alice Archer')
    await visitor.isSignedIn('bob@example.com')
    expect(await focused(page)).toBe('Signed-in accounts')
    await visitor.presses('Sign out Bob Baker')
    await visitor.comesTo('Who is it?')
    expect(await focused(page)).toBe(who)
  },

  async 'a sign-in that fails for no fault of theirs, and goes on from there'({ page, box, ...visitor }) {
    const mend = box.fapi.fault({ method: 'POST', path: '/v1/client/sign_ins', status: 403 })
    await visitor.field(who).fill('alice@example.com')
    await visitor.presses('Continue')
    await page.getByRole('form', { name: 'Sign in' }).getByRole('alert').filter({ hasText: /./ }).waitFor()
    await visitor.comesTo('Who is it?')
    expect(await focused(page)).toBe('Continue')
    mend()
    await page.keyboard.press('Enter')
    await visitor.comesTo(asked)
  },

  async 'the list of requests, and scrolls it'({ page, ...visitor }) {
    const list = page.getByRole('region', { name: 'Last requests' })
    const rows = () => list.getByRole('row').count()
    await visitor.begins('alice@example.com')
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.isSignedIn('alice@example.com')
    for (let before = await rows(); before < 12; before = await rows()) {
      await visitor.presses('Renew now')
      await until(async () => (await rows()) > before, true)
    }
    await page.getByRole('button', { name: 'Clear' }).focus()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Last requests')
    await page.keyboard.press('End')
    await until(() => list.evaluate(({ scrollTop }) => scrollTop > 0), true)
  },

  async 'the demo without a network, and is told so'({ page }) {
    const pill = page.getByRole('status', { name: 'Connection' })
    await until(() => pill.textContent(), 'Ready')
    await page.context().setOffline(true)
    await until(() => pill.textContent(), 'Offline')
    await page.context().setOffline(false)
    await until(() => pill.textContent(), 'Ready')
  },

  async 'a switch, and sees which half is chosen, by day and by night'({ page, ...visitor }) {
    await visitor.presses('Create one')
    await visitor.comesTo('How can you be reached?')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      // WCAG 1.4.11: what tells a state has to stand out by 3 to 1.
      expect(
        await page.getByRole('radiogroup', { name: 'Begin with' }).evaluate(contrastOfChosen),
      ).toBeGreaterThan(3)
    }
  },
}

/** How much the frame of the chosen half stands out from what is around it. */
function contrastOfChosen(group: Element): number {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
  const luminance = (color: string) => {
    context.fillStyle = color
    context.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const chosen = group.querySelector('input:checked + span')!
  const [dark = 0, light = 0] = [
    luminance(getComputedStyle(chosen).borderTopColor),
    luminance(getComputedStyle(group).backgroundColor),
  ].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}
