import { test as base, mergeTests } from '@playwright/test'
import { bob, expect, test as frontdesk } from 'frontdesk/testing/playwright'

const week = 7 * 24 * 60 * 60 * 1000
const test = mergeTests(frontdesk, base.extend<{ week: number }>({ week }))

const address = process.env.FRONTDESK_URL ?? 'http://localhost:4400'

test('signs in at the hosted page, by a provider whose page the box plays', async ({ page, baseURL }) => {
  await page.goto('/')
  await page.goto(`${address}/sign-in?redirect_url=${baseURL}/`)
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await page.getByText(bob.identifier).click()
  await expect(page.getByText('Hello Bob')).toBeVisible()
  expect(new URL(page.url()).origin).toBe(baseURL)
})

test('keeps who is there through an outage', async ({ page, fapi, signInAs }) => {
  await signInAs(page)
  await page.goto('/')
  await expect(page.getByText('Hello Alice')).toBeVisible()
  const mend = await fapi.fault({ cut: true })
  await page.getByText('Sign out').click()
  await mend()
  await expect(page.getByLabel('Email address')).toBeVisible()
})

test('time passes, beside fixtures of others', async ({ page, fapi, signInAs, week }) => {
  await signInAs(page)
  await page.goto('/')
  await expect(page.getByText('Hello Alice')).toBeVisible()
  await fapi.clock.advance(2 * week)
  await page.reload()
  await expect(page.getByLabel('Email address')).toBeVisible()
})

test('an unknown user is an error that names them', async ({ page, signInAs }) => {
  await expect(signInAs(page, 'nobody@example.com')).rejects.toThrow('nobody@example.com')
})
