import { test as base } from '@playwright/test'
import {
  expect,
  type FrontdeskFixtureOptions,
  type FrontdeskFixtures,
  frontdeskFixtures,
} from 'frontdesk/testing/playwright'

const test = base.extend<FrontdeskFixtureOptions & FrontdeskFixtures>(frontdeskFixtures)

test.use({ box: { users: [{ identifier: 'dora@example.com', firstName: 'Dora' }] } })

test('signs in somebody of its own, on a page that is open', async ({ page, signInAs }) => {
  // A box on a port has the people that its command names.
  test.skip(process.env.FRONTDESK_URL !== undefined)
  await page.goto('/')
  await signInAs(page, 'dora@example.com')
  await expect(page.getByText('Hello Dora')).toBeVisible()
})
