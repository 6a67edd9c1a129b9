import { follow } from '../links'
import { appCode, phil, philsPhone, tara, tarasPhone, wrong } from '../people'
import { alice, onBox, type Scenario, type Scenarios } from '../scenario'
import { createForm, type Form, openForm } from './form'

const withPeople = (scenario: Scenario) => onBox({ users: [phil, tara] }, scenario)
const identifier = 'Email address or username'

/** Clerk's `<SignIn/>`, with a password or a code from an e-mail. */
export const signingIn = {
  'behavior: <SignIn/> signs in with a password, after a wrong one': async (stage) => {
    const form = await openForm(stage, '/ui/sign-in')
    stage.tolerate(/status of 422/)
    await form.type(identifier, alice)
    await form.type('Password', 'a-wrong-password')
    await form.press('Continue')
    // It goes on to a page for the password alone, and says there what is wrong with the next one.
    await form.says('Enter your password')
    await form.type('Password', 'another-wrong-password')
    await form.press('Continue')
    await form.says(/password is incorrect/i)
    await form.type('Password', 'alice-password')
    await form.press('Continue')
    await form.arrives(alice)
  },

  'behavior: <SignIn/> signs in with a code from an e-mail, after a wrong one': async (stage) => {
    const form = await openForm(stage, '/ui/sign-in')
    stage.tolerate(/status of 422/)
    await form.type(identifier, alice)
    await form.press('Continue')
    await form.press('Use another method')
    await form.press(/Email code to/)
    const { code } = await stage.fapi.emails.waitFor({ to: alice })
    await form.enterCode(wrong(code))
    await form.says(/incorrect/i)
    await form.enterCode(code)
    await form.arrives(alice)
  },
  'behavior: <SignIn/> signs in with a text to a telephone': withPeople(async (stage) => {
    const form = await openForm(stage, '/ui/sign-in')
    await form.press('Use phone')
    await form.type('Phone number', '4155552671')
    await form.press('Continue')
    const { code } = await stage.fapi.texts.waitFor({ to: philsPhone })
    await form.enterCode(code)
    await form.arrives(phil.identifier)
  }),

  "behavior: <SignIn/> asks for an app's code after the password, and tells a wrong one": withPeople(
    async (stage) => {
      const form = await openForm(stage, '/ui/sign-in')
      stage.tolerate(/status of 422/)
      await enterPassword(form)
      const code = appCode(tara.totpSecret)
      await form.enterCode(wrong(code))
      await form.says(/incorrect/i)
      await form.enterCode(code)
      await form.arrives(tara.identifier)
    },
  ),

  'behavior: <SignIn/> takes a text or a backup code in place of an app': withPeople(async (stage) => {
    const form = await openForm(stage, '/ui/sign-in')
    await enterPassword(form)
    await form.press('Use another method')
    await form.press(/Send SMS code to/)
    const { code } = await stage.fapi.texts.waitFor({ to: tarasPhone })
    await form.enterCode(code)
    await form.arrives(tara.identifier)
    await form.page.evaluate(() => window.clerk.signOut())
    const again = await openForm(stage, '/ui/sign-in')
    await enterPassword(again)
    await again.press('Use another method')
    await again.press('Use a backup code')
    await again.type('Backup code', 'backup-one')
    await again.press('Continue')
    await again.arrives(tara.identifier)
  }),

  'behavior: <SignIn/> lets a forgotten password be set anew': async (stage) => {
    const form = await openForm(stage, '/ui/sign-in')
    stage.tolerate(/status of 422/)
    await form.type(identifier, alice)
    await form.press('Continue')
    await form.press('Forgot password?')
    await form.press('Reset your password')
    const { code } = await stage.fapi.emails.waitFor({ to: alice, kind: 'reset-password' })
    await form.enterCode(wrong(code))
    await form.says(/incorrect/i)
    await form.enterCode(code)
    await form.type('New password', 'a-better-password')
    await form.type('Confirm password', 'a-better-password')
    await form.press('Reset Password')
    await form.arrives(alice)
  },

  'behavior: <SignIn/> goes on in the tab that a link from an e-mail opens': async (stage) => {
    const form = await openForm(stage, '/ui/sign-in')
    await askForLink(form)
    const { link } = await stage.fapi.emails.waitFor({ to: alice })
    const opened = await form.page.context().newPage()
    await opened.goto(link!)
    await createForm(opened).arrives(alice)
    await form.says('Signed in on other tab')
  },

  'behavior: <SignIn/> goes on where it was when a link is followed on another device': async (stage) => {
    const form = await openForm(stage, '/ui/sign-in')
    await askForLink(form)
    const { link } = await stage.fapi.emails.waitFor({ to: alice })
    await follow(link!)
    await form.arrives(alice)
  },

  'behavior: <SignIn/> asks for a code on a new device': onBox({ clientTrust: true }, async (stage) => {
    const form = await openForm(stage, '/ui/sign-in')
    await form.type(identifier, alice)
    await form.type('Password', 'alice-password')
    await form.press('Continue')
    const { code } = await stage.fapi.emails.waitFor({ to: alice })
    await form.enterCode(code)
    await form.arrives(alice)
  }),
} satisfies Scenarios

/** Signs in with the password of somebody who has second factors. */
async function enterPassword(form: Form): Promise<void> {
  await form.type(identifier, tara.identifier)
  await form.type('Password', tara.password)
  await form.press('Continue')
}

async function askForLink(form: Form): Promise<void> {
  await form.type(identifier, alice)
  await form.press('Continue')
  await form.press('Use another method')
  await form.press(/Email link to/)
}
