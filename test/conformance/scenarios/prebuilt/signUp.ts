import { follow } from '../links'
import { wrong } from '../people'
import { onBox, type Scenarios } from '../scenario'
import { openForm } from './form'

const dora = 'dora@example.com'
const phoneNumber = '+14155552673'

/** Clerk's `<SignUp/>`. Where the instance has links, it asks for them and for no code. */
export const signingUp = {
  'behavior: <SignUp/> makes a user with a code from an e-mail, after a wrong one': onBox(
    { strategies: ['password', 'email_code'] },
    async (stage) => {
      const form = await openForm(stage, '/ui/sign-up')
      stage.tolerate(/status of 422/)
      await form.type('Email address', dora)
      await form.type('Password', 'a-password-of-doras')
      await form.press('Continue')
      const { code } = await stage.fapi.emails.waitFor({ to: dora })
      await form.enterCode(wrong(code))
      await form.says(/incorrect/i)
      await form.enterCode(code)
      await form.arrives(dora)
    },
  ),

  'behavior: <SignUp/> makes a user with a telephone, an address and terms to accept': onBox(
    {
      strategies: ['password', 'email_code', 'phone_code'],
      signUp: { required: ['email_address', 'phone_number'], legalConsent: true },
    },
    async (stage) => {
      const form = await openForm(stage, '/ui/sign-up')
      await form.type('Email address', dora)
      await form.type('Phone number', phoneNumber.slice(2))
      await form.page.getByRole('checkbox').check()
      await form.press('Continue')
      const email = await stage.fapi.emails.waitFor({ to: dora })
      await form.enterCode(email.code)
      const text = await stage.fapi.texts.waitFor({ to: phoneNumber })
      await form.enterCode(text.code)
      await form.arrives(dora)
    },
  ),

  'behavior: <SignUp/> says that an address is taken': onBox(
    { strategies: ['password', 'email_code'] },
    async (stage) => {
      const form = await openForm(stage, '/ui/sign-up')
      stage.tolerate(/status of 422/)
      await form.type('Email address', 'alice@example.com')
      await form.type('Password', 'a-password-of-hers')
      await form.press('Continue')
      await form.says(/taken/i)
    },
  ),
  'behavior: <SignUp/> makes a user with a link from an e-mail': async (stage) => {
    const form = await openForm(stage, '/ui/sign-up')
    await form.type('Email address', dora)
    await form.type('Password', 'a-password-of-doras')
    await form.press('Continue')
    const { link } = await stage.fapi.emails.waitFor({ to: dora })
    await follow(link!)
    await form.arrives(dora)
  },
} satisfies Scenarios
