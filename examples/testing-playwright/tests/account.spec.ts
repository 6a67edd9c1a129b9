import { alice, expect, test } from 'frontdesk/testing/playwright'

test('greets who is signed in', async ({ page, signInAs }) => {
  await signInAs(page, alice)
  await page.goto('/')
  await expect(page.getByText('Hello Alice')).toBeVisible()
})

test('signs out', async ({ page, fapi, signInAs }) => {
  await signInAs(page)
  await page.goto('/')
  await page.getByText('Sign out').click()
  await expect(page.getByLabel('Email address')).toBeVisible()
  expect((await fapi.sessions()).map(({ status }) => status)).toEqual(['removed'])
})

test('asks to sign in again after the session has run out', async ({ page, signInAs, expire }) => {
  await signInAs(page)
  await page.goto('/')
  await expect(page.getByText('Hello Alice')).toBeVisible()
  await expire(page)
  await expect(page.getByLabel('Email address')).toBeVisible()
})

test('says that nobody can sign in just now', async ({ page, fapi }) => {
  await page.goto('/')
  await fapi.fault({ path: '/v1/client/sign_ins', status: 429, retryAfter: 30 })
  await page.getByLabel('Email address').fill('alice@example.com')
  await page.getByText('Sign in').click()
  await expect(page.getByRole('alert')).toBeVisible()
})
