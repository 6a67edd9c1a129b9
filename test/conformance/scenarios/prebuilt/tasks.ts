import { bob, onBox, type Scenarios } from '../scenario'
import { openForm } from './form'

/** What `<SignIn/>` asks for once somebody has signed in. */
export const tasks = {
  'behavior: <SignIn/> has an organization made by who needs one': onBox(
    { forceOrganization: true },
    async (stage) => {
      const form = await openForm(stage, '/ui/sign-in')
      await form.type('Email address or username', bob)
      await form.type('Password', 'bob-password')
      await form.press('Continue')
      await form.type('Name', 'Beta')
      await form.press('Continue')
      await form.arrives(bob)
    },
  ),
} satisfies Scenarios
