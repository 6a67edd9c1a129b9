import type { Page } from 'playwright'
import { expect } from 'vitest'
import { totpCode } from '../../src/fapi/state/totp'
import { addAuthenticator } from '../support/authenticator'
import { alice, bob } from './mainJob'
import { button, openPage, patience } from './page'
import { type ServedBox, test } from './stage'
import type { Tab } from './tab'

const passwordOf = ({ fapi }: ServedBox, user: string) =>
  fapi.users.find(({ identifier }) => identifier === user)!.password!

/** Sends the tab's page to the hosted one, as a link of the app does. */
async function goToHosted({ page }: Tab, { url }: ServedBox, path = 'sign-in') {
  page.setDefaultTimeout(patience)
  const back = page.url()
  await page.goto(`${url}/${path}?redirect_url=${encodeURIComponent(back)}`)
  return back
}

async function signInByPassword(page: Page, box: ServedBox, user: string) {
  await page.getByLabel(/^Email address/).fill(user)
  await page.keyboard.press('Enter')
  await page.getByLabel('Password').fill(passwordOf(box, user))
  await page.keyboard.press('Enter')
}

test.concurrent.for(['test', 'live'] as const)(
  'behavior: with a %s key an app without forms of its own sends people to the hosted page, and gets them back signed in',
  async (keyType, { startBox, openBrowser }) => {
    const box = await startBox({ keyType })
    // With a test key the app is on another site, which shares no cookie with the box.
    const browser = await openBrowser(box, keyType === 'test' ? '127.0.0.1' : 'localhost')
    const tab = await browser.openTab()
    await tab.shows({ session: 'signed-out' })
    const back = await goToHosted(tab, box)
    await signInByPassword(tab.page, box, alice)
    await tab.page.waitForURL((url) => url.origin === new URL(back).origin)
    await tab.shows({ session: 'signed-in', user: alice })
    expect(tab.page.url()).toBe(back)

    await goToHosted(tab, box)
    await button(tab.page, 'Add another account').click()
    await signInByPassword(tab.page, box, bob)
    await tab.page.waitForURL((url) => url.origin === new URL(back).origin)
    await tab.shows({ user: bob, accounts: `${alice} ${bob}` })

    await goToHosted(tab, box)
    await button(tab.page, `Continue as Alice Archer (${alice})`).click()
    await tab.page.waitForURL((url) => url.origin === new URL(back).origin)
    await tab.shows({ session: 'signed-in', accounts: `${alice} ${bob}` })
    // Whoever was chosen there, a reload keeps: also where another tab shows somebody else.
    await tab.shows({ user: alice })
    const other = await browser.openTab()
    await other.shows({ user: alice })
    await goToHosted(other, box)
    await button(other.page, `Continue as Bob Baker (${bob})`).click()
    await other.shows({ session: 'signed-in', user: bob })
    await tab.reload()
    await tab.shows({ user: alice, accounts: `${alice} ${bob}` })
    expect(box.fapi.clients).toHaveLength(1)
    expect(box.fapi.clients[0]!.lastActiveSessionId).toBe(box.fapi.sessions[1]!.id)
  },
)

test.concurrent('behavior: a way back behind the #, as Clerk’s SDKs send it, is taken as well, but not to a foreign place', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const tab = await (await openBrowser(box)).openTab()
  await tab.shows({ session: 'signed-out' })
  const { page } = tab
  page.setDefaultTimeout(patience)
  const back = page.url()
  const goTo = (url: string) =>
    page.goto(`${box.url}/sign-in?__clerk_db_jwt=x#/?redirect_url=${encodeURIComponent(url)}`)
  await goTo('https://evil.example/')
  await page.getByRole('heading', { name: 'This link leads nowhere safe' }).waitFor()
  await goTo(back)
  await page.getByRole('link', { name: 'Sign up' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await signInByPassword(page, box, alice)
  await page.waitForURL(back)
  await tab.shows({ session: 'signed-in', user: alice })
})

test.concurrent('behavior: people sign up there with a code, and sign in with one', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const browser = await openBrowser(box)
  const tab = await browser.openTab()
  await tab.shows({ session: 'signed-out' })
  const { page } = tab
  const back = await goToHosted(tab, box)
  await page.getByRole('link', { name: 'Sign up' }).click()
  await page.getByLabel('Email address').fill(' dora@example.org ')
  await page.getByLabel('Password').fill(' a password of its own ')
  await button(page, 'Continue').click()
  const { code } = await box.fapi.emails.waitFor({ to: 'dora@example.org', kind: 'sign-up' })
  await page.getByLabel('Code').fill('000000')
  await button(page, 'Sign up').click()
  await page.locator('[name=code][aria-invalid=true]').waitFor()
  await page.getByLabel('Code').fill(code)
  await button(page, 'Sign up').click()
  await page.waitForURL(back)
  await tab.shows({ session: 'signed-in', user: 'dora@example.org' })
  expect(box.fapi.users.at(-1)).toMatchObject({ password: ' a password of its own ' })

  await goToHosted(tab, box)
  await button(page, 'Add another account').click()
  await page.getByLabel(/^Email address/).fill(bob)
  await button(page, 'Continue').click()
  await button(page, 'Send a code by e-mail instead').click()
  await page.getByLabel('Code').fill((await box.fapi.emails.waitFor({ to: bob })).code)
  await button(page, 'Sign in').click()
  await page.waitForURL(back)
  await tab.shows({ accounts: `dora@example.org ${bob}` })
})

test.concurrent('behavior: who was invited signs up there with no code, where nobody else may', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox({ signUp: { mode: 'restricted' } })
  const ticket = await box.fapi.invite('dora@example.org')
  const page = await openPage(await openBrowser(box), `${box.url}/v1/tickets/accept?ticket=${ticket}`)
  await page.getByLabel('Password').fill('a-password-of-doras')
  await button(page, /^Continue$/).click()
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  expect(box.fapi.sessions.map(({ identifier }) => identifier)).toEqual(['dora@example.org'])
})

test.concurrent('behavior: a second factor is asked for there: an app, a text instead, or a code that was kept', async ({
  startBox,
  openBrowser,
}) => {
  const ann = {
    identifier: 'ann@example.com',
    password: 'ann-password',
    totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    phones: [{ number: '+12025550123', isSecondFactor: true }],
    backupCodes: ['one-of-two', 'two-of-two'],
  }
  const box = await startBox({ users: [ann] })
  const signIn = async () => {
    const page = await openPage(await openBrowser(box), `${box.url}/sign-in`)
    await page.getByLabel(/^Email address/).fill(ann.identifier)
    await button(page, 'Continue').click()
    await page.getByLabel('Password').fill(ann.password)
    await button(page, 'Sign in').click()
    await page.getByText('authenticator app').waitFor()
    return page
  }
  const finish = async (page: Page, code: string) => {
    await page.getByLabel('Code').fill(code)
    await button(page, 'Sign in').click()
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  }
  const byApp = await signIn()
  await byApp.getByLabel('Code').fill('000000')
  await button(byApp, 'Sign in').click()
  await byApp.locator('[name=code][aria-invalid=true]').waitFor()
  await finish(byApp, await totpCode(ann.totpSecret, Math.floor(box.fapi.clock.now() / 30_000)))
  const byText = await signIn()
  await button(byText, 'Send a code by text instead').click()
  await finish(byText, (await box.fapi.texts.waitFor({ kind: 'second-factor' })).code)
  const byBackup = await signIn()
  await button(byBackup, 'Use a backup code').click()
  await byBackup.getByText('kept for this').waitFor()
  await finish(byBackup, 'two-of-two')
})

test.concurrent('behavior: who is not known yet goes by a provider and signs up there; who refuses is told so', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox({
    people: [{ provider: 'google', emailAddress: 'gina@example.org', firstName: 'Gina' }],
    signUp: { required: ['email_address', 'username', 'password'] },
  })
  const tab = await (await openBrowser(box)).openTab()
  await tab.shows({ session: 'signed-out' })
  const back = await goToHosted(tab, box)
  const { page } = tab
  await button(page, 'Continue with Google').click()
  await button(page, 'Refuse').click()
  await page.getByText('You did not grant access').waitFor()
  await button(page, 'Continue with Google').click()
  await button(page, 'Gina gina@example.org').click()
  await page.getByRole('heading', { name: 'Nearly there' }).waitFor()
  await page.getByLabel('Username').fill('gina')
  await button(page, 'Continue').click()
  await page.waitForURL(back)
  await tab.shows({ session: 'signed-in', user: 'gina@example.org' })
  // Who has an account already signs in from the other page, too.
  await goToHosted(tab, box, 'sign-up')
  await button(page, 'Add another account').click()
  await button(page, 'Continue with GitHub').click()
  // The page that is left has such a field, too.
  await page.getByRole('heading', { name: 'Sign in with GitHub' }).waitFor()
  await page.getByLabel('Email address').fill(bob)
  await button(page, 'Continue').click()
  await page.waitForURL(back)
  await tab.shows({ user: bob, accounts: `gina@example.org ${bob}` })
})

test.concurrent('behavior: a forgotten password, a link, a telephone: each leads on', async ({
  startBox,
  openBrowser,
}) => {
  const phone = '+12025550123'
  const box = await startBox({
    users: [{ identifier: alice, password: 'forgotten-password', phones: [{ number: phone }] }],
  })
  const browser = await openBrowser(box)
  const begin = async (identifier: string) => {
    const page = await openPage(await openBrowser(box), `${box.url}/sign-in`)
    await page.getByLabel(/^Email address/).fill(identifier)
    await button(page, 'Continue').click()
    return page
  }
  const isIn = (page: Page) => page.getByRole('heading', { name: 'You are signed in' }).waitFor()

  const reset = await begin(alice)
  await button(reset, 'Forgot your password?').click()
  await reset.getByLabel('Code').fill((await box.fapi.emails.waitFor({ kind: 'reset-password' })).code)
  await button(reset, 'Sign in').click()
  await reset.getByLabel('New password').fill('short')
  await button(reset, 'Sign in').click()
  await reset.locator('[name=password][aria-invalid=true]').waitFor()
  await reset.getByLabel('New password').fill('a password of her own')
  await reset.getByLabel('Sign out everywhere else').check()
  await button(reset, 'Sign in').click()
  await isIn(reset)

  const linked = await begin(alice)
  await button(linked, 'Send a link by e-mail instead').click()
  await linked.getByRole('heading', { name: 'Follow the link' }).waitFor()
  const { link } = await box.fapi.emails.waitFor({ kind: 'sign-in' })
  const elsewhere = await openPage(browser, link!)
  await elsewhere.getByRole('heading', { name: 'That worked' }).waitFor()
  await isIn(linked)
  await elsewhere.goto(link!)
  await elsewhere.getByRole('heading', { name: 'This link is not good any more' }).waitFor()

  const byPhone = await begin(phone)
  await button(byPhone, 'Send a code by text instead').click()
  await byPhone.getByLabel('Code').fill((await box.fapi.texts.waitFor({ kind: 'sign-in' })).code)
  await button(byPhone, 'Sign in').click()
  await isIn(byPhone)
})

test.concurrent('behavior: a sign-up asks for what the instance wants, and proves each address and number', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox({
    signUp: { required: ['email_address', 'phone_number', 'password'], legalConsent: true },
    strategies: ['password', 'email_link', 'phone_code'],
  })
  const browser = await openBrowser(box)
  const page = await openPage(browser, `${box.url}/sign-up`)
  await page.getByLabel('Email address').fill('dora@example.org')
  await page.getByLabel('Phone number').fill('+12025550199')
  await page.getByLabel('Password').fill('a password of her own')
  await page.getByLabel('Username (optional)').waitFor()
  await page.getByLabel('I accept the terms').check()
  await button(page, 'Continue').click()
  await page.getByRole('heading', { name: 'Follow the link' }).waitFor()
  const { link } = await box.fapi.emails.waitFor({ kind: 'sign-up' })
  await openPage(browser, link!)
  await page.getByLabel('Code').fill((await box.fapi.texts.waitFor({ kind: 'sign-up' })).code)
  await button(page, 'Sign up').click()
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  expect(box.fapi.users.at(-1)).toMatchObject({ identifier: 'dora@example.org' })
})

test.concurrent('behavior: who has an address of an enterprise signs up, and in, by way of it', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox({ strategies: ['password', 'email_code', 'enterprise_sso'] })
  const isIn = (page: Page) => page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  const page = await openPage(await openBrowser(box), `${box.url}/sign-up`)
  await page.getByLabel('Email address').fill('new@acme.example')
  await page.getByLabel('Password').fill('a password of its own')
  await button(page, 'Continue').click()
  await page.getByRole('heading', { name: 'Sign in with Acme' }).waitFor()
  await button(page, 'Refuse').click()
  await page.getByText('You did not grant access').waitFor()
  await page.getByLabel('Email address').fill('new@acme.example')
  await page.getByLabel('Password').fill('a password of its own')
  await button(page, 'Continue').click()
  await page.getByRole('heading', { name: 'Sign in with Acme' }).waitFor()
  await button(page, 'Continue').click()
  await isIn(page)
  expect(box.fapi.sessions.map(({ identifier }) => identifier)).toEqual(['new@acme.example'])

  // Where the provider does not vouch for the address, this page asks.
  const other = await openPage(await openBrowser(box), `${box.url}/sign-up`)
  await other.getByLabel('Email address').fill('nina@acme.example')
  await other.getByLabel('Password').fill('a password of its own')
  await button(other, 'Continue').click()
  await other.getByLabel('Acme has not verified this address').check()
  await button(other, 'Continue').click()
  await other.getByLabel('Code').fill((await box.fapi.emails.waitFor({ to: 'nina@acme.example' })).code)
  await button(other, 'Sign up').click()
  await isIn(other)
})

test.concurrent('behavior: who comes back from an enterprise with an address that it has not verified is asked what to do', async ({
  startBox,
  openBrowser,
}) => {
  const ann = 'ann@acme.example'
  const box = await startBox({
    users: [{ identifier: ann, password: 'ann-password' }],
    strategies: ['password', 'enterprise_sso'],
  })
  const page = await openPage(await openBrowser(box), `${box.url}/sign-in`)
  await page.getByLabel(/^Email address/).fill(ann)
  await button(page, 'Continue').click()
  await page.getByLabel('Acme has not verified this address').check()
  await button(page, 'Continue').click()
  await page.getByRole('heading', { name: 'Choose how to sign in' }).waitFor()
  await page.getByText('has not been verified there').waitFor()
  await button(page, 'Use the sign-in of your organization').click()
  await button(page, 'Continue').click()
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
})

test.concurrent.for(['test', 'live'] as const)(
  'behavior: with a %s key a passkey signs in there, of who says who they are or not; who has none is told so',
  async (keyType, { startBox, openBrowser }) => {
    const box = await startBox({ keyType, strategies: ['passkey'] })
    const browser = await openBrowser(box)
    const tab = await browser.openTab({ passkeys: 'button' })
    const { page } = tab
    await addAuthenticator(await page.context().newCDPSession(page))
    await tab.shows({ session: 'signed-out' })
    const back = page.url()
    const goBack = () => page.waitForURL(back)
    await goToHosted(tab, box)
    await button(page, 'Use a passkey').click()
    await page.getByText('No passkey was used').waitFor()

    const query = new URLSearchParams({
      redirect_url: back,
      __clerk_ticket: await box.fapi.signInToken(alice),
    })
    await page.goto(`${box.url}/sign-in?${query}`)
    await goBack()
    await tab.press('Add a passkey')
    await page.getByRole('button', { name: 'Remove Passkey' }).waitFor()
    await tab.press(`Sign out ${alice}`)
    await tab.shows({ session: 'signed-out' })

    await goToHosted(tab, box)
    await button(page, 'Use a passkey').click()
    await goBack()
    await tab.shows({ user: alice })
    await tab.press(`Sign out ${alice}`)
    await tab.shows({ session: 'signed-out' })

    await goToHosted(tab, box)
    await page.getByLabel('Email address or username').fill(alice)
    await button(page, 'Continue').click()
    await page.getByRole('heading', { name: 'Choose how to sign in' }).waitFor()
    await button(page, 'Use a passkey').click()
    await goBack()
    await tab.shows({ user: alice })
  },
)

test.concurrent('behavior: a browser that knows no passkeys is offered none', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const browser = await openBrowser(box)
  await browser.context.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'))
  const page = await openPage(browser, `${box.url}/sign-in`)
  await button(page, 'Continue with Google').waitFor()
  expect(await button(page, 'Use a passkey').count()).toBe(0)
})

test.concurrent('behavior: where people come by invitation alone the page says so', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox({ signUp: { mode: 'restricted' } })
  const page = await openPage(await openBrowser(box), `${box.url}/sign-up`)
  await page.getByText('by invitation only').waitFor()
  expect(await page.getByRole('textbox').count()).toBe(0)
})

test.concurrent('behavior: what is wrong is said beside its field, which gets the focus; without a way back it says what to do', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const page = await openPage(await openBrowser(box), `${box.url}/sign-in`)
  const identifier = page.getByLabel(/^Email address/)
  await identifier.fill('nobody@example.com')
  await page.keyboard.press('Enter')
  await page.locator('[name=identifier][aria-invalid=true]').waitFor()
  const described = await identifier.getAttribute('aria-describedby')
  expect(await page.locator(`#${described}`).textContent()).not.toBe('')
  expect(await identifier.evaluate((element) => element === document.activeElement)).toBe(true)
  await signInByPassword(page, box, alice)
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
})

test.concurrent('behavior: where the box does not answer, the keyboard stays at the button that was pressed', async ({
  startBox,
  openBrowser,
}) => {
  const box = await startBox()
  const page = await openPage(await openBrowser(box), `${box.url}/sign-in`)
  await page.getByLabel(/^Email address/).fill(alice)
  await box.stop()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('The box does not answer').waitFor()
  expect(await button(page, 'Continue').evaluate((element) => element === document.activeElement)).toBe(true)
  await box.start()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Enter your password' }).waitFor()
})

test.concurrent.for(['<img src=x onerror=alert(1)>', `"'></h1></script><script>alert(1)</script>&lt;b&gt;`])(
  'behavior: whatever somebody is called, it is shown as text: %s',
  async (name, { startBox, openBrowser }) => {
    const identifier = `${name.replaceAll(' ', '/')}@x`
    const box = await startBox({
      users: [{ identifier, password: '"><script>alert(1)</script>', firstName: name }],
    })
    const browser = await openBrowser(box)
    const dialogs: string[] = []
    const page = await openPage(browser, box.inspectorUrl)
    page.on('dialog', (dialog) => dialogs.push(dialog.message()))
    const scripts = await page.locator('script').count()
    await page.getByText('"><script>alert(1)</script>').waitFor()
    await page.goto(`${box.url}/sign-in`)
    await signInByPassword(page, box, identifier)
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
    await page.goto(`${box.url}/sign-in`)
    await button(page, `Continue as ${name} (${identifier})`).waitFor()
    expect(await page.locator('script').count()).toBe(scripts)
    await page.goto(box.inspectorUrl)
    await page.getByText('active', { exact: true }).waitFor()
    expect(await page.locator('script').count()).toBe(scripts)
    expect(await page.locator('img').count()).toBe(0)
    expect(dialogs).toEqual([])
  },
)
