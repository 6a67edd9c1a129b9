import { appCode } from '../people'
import { alice, bob, onBox, type Scenarios } from '../scenario'
import { type Form, openForm } from './form'

/** What `<SignIn/>` asks for once somebody has signed in. */
export const tasks = {
  'behavior: <SignIn/> has an organization made by who needs one': onBox(
    { forceOrganization: true },
    async (stage) => {
      const form = await openForm(stage, '/ui/sign-in')
      await enterPassword(form, bob, 'bob-password')
      await form.type('Name', 'Beta')
      await form.press('Continue')
      await form.arrives(bob)
    },
  ),

  'behavior: <SignIn/> has the password changed by who has to': onBox(
    { users: [{ identifier: alice, password: 'alice-password', tasks: ['reset-password'] }] },
    async (stage) => {
      const form = await openForm(stage, '/ui/sign-in')
      await enterPassword(form, alice, 'alice-password')
      await form.type('New password', 'a-better-password')
      await form.type('Confirm password', 'a-better-password')
      await form.press('Reset Password')
      await form.arrives(alice)
    },
  ),

  'behavior: <SignIn/> has an app set up by who needs a second factor': onBox(
    { forceSecondFactor: true },
    async (stage) => {
      const form = await openForm(stage, '/ui/sign-in')
      await enterPassword(form, alice, 'alice-password')
      await form.press(/Authenticator application/)
      await form.press(/scan QR code/)
      const key = await form.page.locator('input[readonly]').first().inputValue()
      await form.press('Continue')
      await form.enterCode(appCode(key))
      await form.says('Backup codes')
      await form.press('Continue')
      await form.arrives(alice)
    },
  ),
} satisfies Scenarios

async function enterPassword(form: Form, email: string, password: string): Promise<void> {
  await form.type('Email address or username', email)
  await form.type('Password', password)
  await form.press('Continue')
}
