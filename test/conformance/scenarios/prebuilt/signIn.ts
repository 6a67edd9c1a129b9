import { alice, type Scenarios } from '../scenario'
import { openForm } from './form'

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
    await form.enterCode(code === '000000' ? '111111' : '000000')
    await form.says(/incorrect/i)
    await form.enterCode(code)
    await form.arrives(alice)
  },
} satisfies Scenarios
