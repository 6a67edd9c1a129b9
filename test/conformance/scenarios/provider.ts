import type { ClerkTab } from '../stage/browser'

type Page = ClerkTab['page']

/** Waits for the page of the provider that the box plays, and says there who one is. */
export async function choose(page: Page, emailAddress: string): Promise<void> {
  await arriveAtProvider(page)
  await page.getByRole('list').getByRole('button', { name: emailAddress }).click()
}

/** Says at the provider that one is somebody whom it has not listed. */
export async function beSomebodyElse(page: Page, emailAddress: string, isUnverified = false) {
  await arriveAtProvider(page)
  await page.getByLabel('Email address').fill(emailAddress)
  await page.getByLabel('First name').fill('Dora')
  if (isUnverified) await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Continue' }).click()
}

/** Lets the provider know that the app shall know nothing. */
export async function refuse(page: Page): Promise<void> {
  await arriveAtProvider(page)
  await page.getByRole('button', { name: 'Refuse' }).click()
}

async function arriveAtProvider(page: Page): Promise<void> {
  await page.waitForURL((url) => url.pathname.endsWith('/v1/oauth_provider'))
}
