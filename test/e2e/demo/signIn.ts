import { expect } from 'vitest'
import { addAuthenticator } from '../../support/authenticator'
import { until, type Visitor } from './visitor'

/** What a visitor does, by what it is about. `path` is where they come in, made on the box that they use. */
export type Scenes = Readonly<Record<string, (visitor: Visitor) => Promise<void>>>

const asked = 'Enter your password'

export const signInScenes: Scenes = {
  async 'by a password, by keyboard alone, after a wrong one and nobody’s name'({ page, ...visitor }) {
    await visitor.field('E-mail address, phone number or username').focus()
    await visitor.enters('nobody@example.com')
    await visitor.isToldOf('E-mail address, phone number or username', 'No account has this name')
    await visitor.enters('bobby')
    await visitor.comesTo(asked)
    await visitor.enters('not the password')
    await visitor.isToldOf('Password', 'That is not the password')
    await visitor.enters('bob-password')
    await visitor.isSignedIn('bob@example.com')
  },

  async 'by a code that is e-mailed, by keyboard alone'({ page, box, ...visitor }) {
    await visitor.presses(/^Alice /)
    await visitor.comesTo(asked)
    await visitor.presses('E-mail me a code')
    await visitor.comesTo('Check your e-mail')
    await visitor.enters('000000')
    await visitor.isToldOf('Code', 'That is not the code')
    // Impatience sends nothing.
    await visitor.presses(/^Send another code in \d+ s$/)
    await visitor.presses(/^\d{6}: use it$/)
    await page.keyboard.press('Enter')
    await visitor.isSignedIn('alice@example.com')
    expect(box.fapi.emails.filter({ to: 'alice@example.com', kind: 'sign-in' })).toHaveLength(1)
  },

  async 'by a link that is followed in another window'(visitor) {
    await visitor.begins('ida@example.com')
    await visitor.comesTo('How do you want to sign in?')
    await visitor.button('E-mail me a link').click()
    await visitor.comesTo('Follow the link')
    const landing = await visitor.opensLink('ida@example.com')
    const word = landing.getByRole('status', { name: 'Link' })
    await until(() => word.textContent(), expect.stringContaining('The link was right'))
    expect(new URL(landing.url()).search).not.toContain('__clerk')
    await landing.close()
    await visitor.isSignedIn('ida@example.com')
  },

  async 'by a code that is texted, across a reload'({ page, ...visitor }) {
    await visitor.begins('+15555550106')
    await visitor.comesTo('How do you want to sign in?')
    await visitor.button('Text me a code').click()
    await visitor.comesTo('Check your phone')
    await page.reload()
    await visitor.field('Code').fill(await visitor.code('+15555550106'))
    await visitor.button('Continue').click()
    await visitor.isSignedIn('fay@example.com')
  },

  async 'with a forgotten password'(visitor) {
    await visitor.begins('jon@example.com')
    await visitor.comesTo(asked)
    await visitor.button('Forgot the password?').click()
    await visitor.comesTo('Reset the password')
    await visitor.enters(await visitor.code('jon@example.com'))
    await visitor.comesTo('Choose a new password')
    await visitor.enters('short')
    await visitor.isToldOf('New password', /8|eight/)
    await visitor.enters('a better password')
    await visitor.isSignedIn('jon@example.com')
  },

  async 'with an authenticator app, or a backup code, by keyboard alone'({ page, ...visitor }) {
    await visitor.presses(/^Dora /)
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.comesTo('Open your authenticator app')
    await visitor.enters('000000')
    await visitor.isToldOf('Code', 'That is not the code')
    await visitor.presses('Use a backup code')
    await visitor.comesTo('Enter a backup code')
    await visitor.presses('Use the authenticator app')
    await visitor.comesTo('Open your authenticator app')
    await visitor.presses(/^\d{6}: the app’s code for Dora$/)
    await page.keyboard.press('Enter')
    await visitor.isSignedIn('dora@example.com')
    // A backup code in place of it, in the same browser.
    await visitor.presses(/^Keep the client/)
    await visitor.comesTo('Who is it?')
    await visitor.begins('dora@example.com')
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.presses('Use a backup code')
    await visitor.comesTo('Enter a backup code')
    await visitor.enters('dora-backup-1')
    await visitor.isSignedIn('dora@example.com')
  },

  async 'with a telephone as the second factor'({ page, ...visitor }) {
    await visitor.begins('emil@example.com')
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.comesTo('One more proof')
    await page.keyboard.press('Enter')
    await visitor.comesTo('One more code')
    await visitor.enters(await visitor.code('+15555550105'))
    await visitor.isSignedIn('emil@example.com')
  },

  async 'in a browser that is new to the account'({ page, ...visitor }) {
    await visitor.begins('iris@example.com')
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.comesTo('Is it you?')
    await page.keyboard.press('Enter')
    await visitor.comesTo('One more code')
    await visitor.enters(await visitor.code('iris@example.com'))
    await visitor.isSignedIn('iris@example.com')
  },

  async 'by a link that the app’s server has sent'({ page, box, ...visitor }) {
    const { id } = box.fapi.users.find(({ identifier }) => identifier === 'quin@example.com')!
    const response = await fetch(`${box.url}/v1/sign_in_tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${box.fapi.secretKey}` },
      body: new URLSearchParams({ user_id: id }),
    })
    const { token } = (await response.json()) as { token: string }
    await page.goto(`${page.url()}?__clerk_ticket=${token}&__clerk_status=sign_in`)
    await visitor.presses('Sign in by the link')
    await visitor.isSignedIn('quin@example.com')
    expect(page.url()).not.toContain('__clerk')
  },

  async 'by way of a provider, which is refused at first'({ page, ...visitor }) {
    const outcome = page.getByRole('alert', { name: 'Provider' })
    await visitor.presses('Go on with Google')
    await page.getByRole('button', { name: 'Refuse' }).click()
    await outcome.filter({ hasText: /./ }).waitFor()
    await page.reload()
    await visitor.button('Go on with Google').waitFor()
    expect(await outcome.count()).toBe(0)
    await visitor.presses('Go on with Google')
    await page.getByRole('button', { name: /rosa@example\.com/ }).click()
    await visitor.shows('rosa@example.com')
  },

  async 'by a passkey that was added before, by keyboard alone'({ page, ...visitor }) {
    await addAuthenticator(await page.context().newCDPSession(page))
    await page.addInitScript(fillInNoPasskeys)
    await page.reload()
    await visitor.presses('Use a passkey')
    await page.getByText('No passkey was chosen.').waitFor()
    await visitor.comesTo('Who is it?')
    await visitor.presses(/^Bob /)
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.isSignedIn('bob@example.com')
    await visitor.presses(/^Add a passkey/)
    const passkeys = page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem')
    await until(() => passkeys.count(), 1)
    await visitor.isSignedIn('bob@example.com')
    await visitor.presses(/^Add a passkey/)
    await page.getByText('This device has a passkey of this account already.').waitFor()
    await visitor.presses('Sign out Bob Baker')
    await visitor.comesTo('Who is it?')
    await visitor.presses('Use a passkey')
    await visitor.isSignedIn('bob@example.com')
  },

  async 'by a passkey that the browser fills in, or beside the password'({ page, box, ...visitor }) {
    const device = await addAuthenticator(await page.context().newCDPSession(page))
    await visitor.begins('uma@example.com')
    await visitor.comesTo(asked)
    expect(await visitor.button('Use a passkey').count()).toBe(0)
    await visitor.enters('uma-password')
    await visitor.isSignedIn('uma@example.com')
    await visitor.presses(/^Add a passkey/)
    await visitor.button(/^Remove Passkey, /).waitFor()
    const sessions = () => box.fapi.sessions.filter(({ identifier }) => identifier === 'uma@example.com')
    await visitor.presses('Sign out uma')
    await until(() => sessions().length, 2)
    await visitor.isSignedIn('uma@example.com')
    await device.setPresent(false)
    await visitor.presses('Sign out uma')
    await visitor.begins('uma@example.com')
    await visitor.comesTo(asked)
    await device.setPresent(true)
    await visitor.presses('Use a passkey')
    await visitor.isSignedIn('uma@example.com')
    await visitor.presses(/^Remove Passkey, /)
    await visitor.button(/^Remove Passkey, /).waitFor({ state: 'detached' })
    await visitor.isSignedIn('uma@example.com')
  },

  async 'by way of an enterprise, which is refused at first, by keyboard alone'({ page, ...visitor }) {
    await visitor.presses(/^Kim /)
    await visitor.comesTo('Your organization knows you')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Sign in with Acme' }).waitFor()
    await visitor.presses('Refuse')
    await page.getByRole('alert', { name: 'Provider' }).filter({ hasText: /./ }).waitFor()
    await visitor.button('Go on with Acme').waitFor()
    await visitor.presses('Go on with Acme')
    await visitor.presses('Continue')
    await visitor.shows('kim@acme.example')
  },

  async 'to an account that is here already, and one too many times'({ page, box, ...visitor }) {
    await visitor.begins('lea@example.com')
    await visitor.comesTo(asked)
    const end = box.fapi.fault({
      path: /attempt_first_factor/,
      status: 429,
      retryAfter: 90,
      times: 1,
    })
    await visitor.enters('lea-password')
    await page.getByText('Try again in 90 seconds.').waitFor()
    await visitor.comesTo(asked)
    end()
    await visitor.field('Password').focus()
    await visitor.enters('lea-password')
    await visitor.isSignedIn('lea@example.com')
    await visitor.presses('Add account')
    await visitor.comesTo('Who is it?')
    await visitor.enters('lea@example.com')
    await page.getByText('This account is already signed in here.').waitFor()
    await visitor.comesTo('Who is it?')
    await visitor.presses('Switch to it')
    await visitor.isSignedIn('lea@example.com')
  },
}

/** As in browsers that show passkeys in a dialog only. Else the first that is filled in is taken at once. */
function fillInNoPasskeys() {
  PublicKeyCredential.isConditionalMediationAvailable = async () => false
}
