import { beSomebodyElse, choose, refuse } from '../provider'
import { alice, onBox, type Scenarios } from '../scenario'
import { openForm } from './form'

const dora = 'dora@example.com'
const users = [{ identifier: alice, password: 'alice-password', externalAccounts: [{ provider: 'google' }] }]

/** Clerk's forms, and a provider's page in between. */
export const oauth = {
  'behavior: <SignIn/> tells that somebody refused at a provider, and makes a user of who comes by one for the first time':
    onBox({ users }, async (stage) => {
      const form = await openForm(stage, '/ui/sign-in')
      await form.press(/Google/)
      await refuse(form.page)
      await form.page.waitForURL((url) => url.pathname === '/ui/sign-in')
      await form.says(/access/i)
      await form.press(/Google/)
      await beSomebodyElse(form.page, dora)
      await form.arrives(dora)
    }),

  'behavior: <SignUp/> signs in who comes by a provider and is a user already': onBox(
    { users },
    async (stage) => {
      const form = await openForm(stage, '/ui/sign-up')
      await form.press(/Google/)
      await choose(form.page, alice)
      await form.arrives(alice)
    },
  ),
} satisfies Scenarios
