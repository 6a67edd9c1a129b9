import type { Page } from 'playwright'
import { expect } from 'vitest'

/** By Clerk's script, as a page without components uses it. */
export async function byScript(page: Page, url: string): Promise<void> {
  const shown = () => page.locator('h1').textContent()
  const withClerk = async (deed: string) => {
    await page.waitForFunction('window.Clerk?.load')
    await page.evaluate(`Clerk.load().then(async () => { ${deed} })`)
    await page.waitForLoadState()
  }
  await page.goto(url)
  expect(await shown()).toBe('nobody')
  await withClerk(`
    const { createdSessionId: session } = await Clerk.client.signIn.create({
      identifier: 'alice@example.com', password: 'alice-password' })
    await Clerk.setActive({ session })`)
  await page.goto(url)
  expect(await shown()).toMatch(/^user_/)
  await withClerk('await Clerk.session.end(); await Clerk.setActive({ session: null })')
  await page.goto(url)
  expect(await shown()).toBe('nobody')
}

/** By Clerk's components: signs in, sees the organizations, and signs out. */
export async function byComponents(page: Page, url: string, hasServer: boolean): Promise<void> {
  const expectKnown = async (pattern: RegExp) => {
    if (hasServer) expect(await page.locator('h1').first().textContent()).toMatch(pattern)
  }
  await page.goto(url)
  await expectKnown(/^nobody$/)
  // A button that a server has rendered does nothing yet.
  if (hasServer) await page.waitForFunction('window.Clerk?.loaded')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('input[name=identifier]').fill('alice@example.com')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.locator('input[name=password]:not([aria-hidden=true])').fill('alice-password')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.locator('.cl-organizationSwitcherTrigger').click()
  await page.getByText('Acme').waitFor()
  await page.keyboard.press('Escape')
  await page.reload()
  await expectKnown(/^user_/)
  await page.locator('.cl-userButtonTrigger').click()
  await page.getByText('Sign out', { exact: true }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
}
