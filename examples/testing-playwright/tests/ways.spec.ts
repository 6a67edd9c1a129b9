import { alice, bob, expect, test } from 'frontdesk/testing/playwright'

test('signs in by a code, which is read from the box', async ({ page, fapi }) => {
  await page.goto('/')
  await page.getByLabel('Email address').fill('bob@example.com')
  await page.getByText('Sign in').click()
  const { code } = await fapi.emails.waitFor({ to: 'bob@example.com' })
  await page.getByLabel('Code').fill(code)
  await page.getByText('Sign in').click()
  await expect(page.getByText('Hello Bob')).toBeVisible()
})

test('switches between accounts, in this tab only', async ({ page, context, signInAs }) => {
  await signInAs(page, bob)
  await signInAs(page, alice)
  await page.goto('/')
  const other = await context.newPage()
  await other.goto('/')
  await expect(other.getByText('Hello Alice')).toBeVisible()
  await page.getByText('Go on as Bob').click()
  await expect(page.getByText('Hello Bob')).toBeVisible()
  await expect(other.getByText('Hello Alice')).toBeVisible()
})
