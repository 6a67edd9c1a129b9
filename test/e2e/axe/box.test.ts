import { createWebhooks, webhookSecret } from '../../../src/cli/webhooks'
import { alice, bob } from '../mainJob'
import { button, openPage } from '../page'
import { type ServedBox, test } from '../stage'
import { expectNoFault } from './look'

const nowhere = 'http://127.0.0.1:9/webhooks'

/** Gives the inspector something to show in each of its cards. */
async function live({ fapi, url }: ServedBox) {
  const { clientId, devBrowser } = await fapi.seedClient({ users: [alice] })
  fapi.signIn(clientId, alice, { sub: 'user_support' })
  fapi.lockUser(bob)
  await fetch(`${url}/v1/client/sign_ins?__clerk_db_jwt=${devBrowser}`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ identifier: alice, strategy: 'email_code' }),
  })
  fapi.fault({ path: '/v1/client/sign_ins', status: 503, delay: 100, times: 3 })
}

test('behavior: the inspector shuts nobody out, locked or full', async ({
  startBox,
  openBrowser,
  onTestFinished,
}) => {
  const end = new AbortController()
  onTestFinished(() => end.abort())
  const secret = () => webhookSecret('sk_test_x')
  const webhooks = createWebhooks({ url: nowhere, secret, report() {}, signal: end.signal })
  const box = await startBox({}, webhooks)
  await live(box)
  const page = await openPage(await openBrowser(box), box.url)
  await page.getByLabel('Control secret').waitFor()
  await expectNoFault(page, 'locked')
  await page.getByLabel('Control secret').fill(box.inspectorUrl)
  await page.keyboard.press('Enter')
  await page.getByText('Live', { exact: true }).waitFor()
  await button(page, `Token’s claims: ${alice}`).click()
  await button(page, /^Body: /)
    .first()
    .click()
  await page.locator('#webhooks pre').getByText('"type"').first().waitFor()
  await expectNoFault(page, 'open')
})

test('behavior: the hosted pages, and the provider that the box plays, shut nobody out', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox({
    users: [{ identifier: alice, password: 'alice-password', phones: [{ number: '+12025550123' }] }],
    signUp: { required: ['email_address', 'phone_number', 'password'], legalConsent: true },
  })
  const page = await openPage(await openBrowser(box), `${box.url}/sign-in`)
  const heading = (name: string) => page.getByRole('heading', { name }).waitFor()
  await page.getByLabel(/^Email address/).fill('nobody@example.com')
  await page.keyboard.press('Enter')
  await page.locator('[aria-invalid=true]').waitFor()
  await expectNoFault(page, 'nobody has this account')
  await page.getByLabel(/^Email address/).fill(alice)
  await page.keyboard.press('Enter')
  await heading('Enter your password')
  await expectNoFault(page, 'a password')
  await button(page, 'Send a code by e-mail instead').click()
  await heading('Enter the code')
  await expectNoFault(page, 'a code')
  await button(page, 'Send a link by e-mail instead').click()
  await heading('Follow the link')
  await expectNoFault(page, 'a link')

  await page.goto(`${box.url}/sign-up`)
  await page.getByLabel('Email address').fill('dora@example.org')
  await page.getByLabel('Phone number').fill('+12025550199')
  await page.getByLabel('Password').fill('short')
  await page.getByLabel('I accept the terms').check()
  await button(page, 'Continue').click()
  await page.locator('[name=password][aria-invalid=true]').waitFor()
  await expectNoFault(page, 'a password that is too short')

  await page.goto(`${box.url}/sign-in`)
  await button(page, 'Continue with Google').click()
  await heading('Sign in with Google')
  await expectNoFault(page, 'the provider')
  await button(page, 'Refuse').click()
  await page.getByText('You did not grant access').waitFor()
  await page.getByLabel(/^Email address/).fill(alice)
  await page.keyboard.press('Enter')
  await page.getByLabel('Password').fill('alice-password')
  await page.keyboard.press('Enter')
  await heading('You are signed in')
  await page.goto(`${box.url}/sign-in`)
  await heading('Choose an account')
  await expectNoFault(page, 'an account that is there already')
})
