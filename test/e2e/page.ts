import type { BrowserContext, Page } from 'playwright'

/** Milliseconds, on a machine that has a lot else to do. */
export const patience = 20_000

/** Opens a page of the box beside the app. */
export async function openPage({ context }: { context: BrowserContext }, address: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  await page.goto(address)
  return page
}

/** By its whole name. */
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
