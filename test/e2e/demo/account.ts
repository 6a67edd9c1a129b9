import type { Page } from 'playwright'
import { expect } from 'vitest'
import type { Scenes } from './signIn'
import { until } from './visitor'

const asked = 'Enter your password'
const minute = 60_000

/** Waits until the session is an organization's. */
function actsFor(page: Page, name: string) {
  const pressed = page.getByRole('list', { name: 'Organizations' }).getByRole('button', { pressed: true })
  return until(() => pressed.allTextContents(), [expect.stringContaining(name)])
}

export const accountScenes: Scenes = {
  async 'a second factor, set up in an app, with codes to keep'({ page, box, ...visitor }) {
    await visitor.begins('gus@example.com')
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.comesTo('Set up a second factor')
    await visitor.presses('Use an authenticator app')
    await visitor.field('Code').waitFor()
    await visitor.enters('000000')
    await visitor.isToldOf('Code', 'That is not the code')
    await visitor.enters(await box.fapi.totpCode('gus@example.com'))
    await visitor.comesTo('Keep these codes')
    const codes = page.getByRole('list', { name: 'Backup codes' }).getByRole('listitem')
    expect(await codes.count()).toBeGreaterThan(0)
    await page.keyboard.press('Enter')
    await visitor.isSignedIn('gus@example.com')
  },

  async 'a second factor, set up with a telephone'({ page, ...visitor }) {
    await visitor.begins('max@example.com')
    await visitor.comesTo(asked)
    await visitor.enters('max-password')
    await visitor.comesTo('Set up a second factor')
    await visitor.presses('Use a phone')
    await visitor.field('Phone number').waitFor()
    await visitor.enters('12')
    await visitor.isToldOf('Phone number', /./)
    await visitor.enters('+15555550143')
    await visitor.field('Code').waitFor()
    await visitor.comesTo('Set up a second factor')
    await visitor.enters('424242')
    await visitor.comesTo('Keep these codes')
    await page.keyboard.press('Enter')
    await visitor.isSignedIn('max@example.com')
  },

  async 'another password'({ page, ...visitor }) {
    await visitor.begins('hana@example.com')
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.comesTo('Choose another password')
    await visitor.enters('short')
    await visitor.isToldOf('New password', /8|eight/)
    await visitor.enters('a better password')
    await visitor.isSignedIn('hana@example.com')
  },

  async 'an organization to join, and then another one'({ page, ...visitor }) {
    await visitor.begins('carol@example.com')
    await visitor.comesTo(asked)
    await page.keyboard.press('Enter')
    await visitor.comesTo('Choose an organization')
    await visitor.presses('Join Globex You are invited')
    await visitor.isSignedIn('carol@example.com')
    await actsFor(page, 'Globex')
    await visitor.presses(/^Acme/)
    await actsFor(page, 'Acme')
  },

  async 'a step-up before what is dangerous, given up and given'({ page, box, ...visitor }) {
    const { sessionIds } = await box.fapi.seedClient({ users: ['ned@example.com'] })
    await visitor.begins('ned@example.com')
    await visitor.comesTo(asked)
    await visitor.enters('ned-password')
    await visitor.isSignedIn('ned@example.com')
    const outcome = (name: string) => page.getByRole('status', { name, exact: true })
    const says = (name: string, text: string) =>
      until(() => outcome(name).textContent(), expect.stringContaining(text))

    await visitor.presses(/^Delete all projects/)
    await visitor.comesTo('Prove that it is you')
    await visitor.presses('Cancel')
    await says('Projects', 'Nothing was deleted')
    await visitor.presses(/^Delete all projects/)
    await visitor.comesTo('Prove that it is you')
    // Impatience is no second call: one proof is good for one.
    await visitor.button(/^Delete all projects/).press('Enter')
    await visitor.field('Password').focus()
    await visitor.enters('not the password')
    await visitor.isToldOf('Password', 'That is not the password')
    await visitor.presses('E-mail me a code')
    await visitor.presses(/^Send a code to/)
    await visitor.field('Code').waitFor()
    await visitor.comesTo('Prove that it is you')
    await visitor.enters(await visitor.code('ned@example.com'))
    await says('Projects', 'All projects are deleted')

    box.fapi.clock.advance(11 * minute)
    await page.getByText('Change the password').click()
    await visitor.field('New password').fill('a better password')
    await page.getByLabel('Sign out on all other devices').check()
    await visitor.field('New password').press('Enter')
    await visitor.comesTo('Prove that it is you')
    await visitor.enters('ned-password')
    await says('Password', 'The password is changed')
    const other = box.fapi.sessions.find(({ id }) => id === sessionIds[0])
    expect(other?.status).not.toBe('active')
  },

  async 'an organization of one’s own, and alone again'({ page, ...visitor }) {
    await visitor.begins('pat@example.com')
    await visitor.comesTo(asked)
    await visitor.enters('pat-password')
    await visitor.isSignedIn('pat@example.com')
    await page.getByText('Make a new one').click()
    await visitor.field('Its name').fill('Initech')
    await page.keyboard.press('Enter')
    await actsFor(page, 'Initech')
    await visitor.presses(/^Personal workspace/)
    await actsFor(page, 'Personal workspace')
    await visitor.isSignedIn('pat@example.com')
  },

  async 'no client, once it is destroyed'({ page, box, ...visitor }) {
    await visitor.begins('quin@example.com')
    await visitor.comesTo(asked)
    await visitor.enters('quin-password')
    await visitor.isSignedIn('quin@example.com')
    box.fapi.log.clear()
    await visitor.presses(/^Destroy the client/)
    await visitor.comesTo('Who is it?')
    await page.getByRole('region', { name: 'Client' }).getByText('This browser has no client').waitFor()
    await visitor.begins('quin@example.com')
    await visitor.comesTo(asked)
    // Passkeys are not offered unasked, which would have made a client.
    expect(box.fapi.log.filter({ method: 'POST', path: '/v1/client/sign_ins' })).toHaveLength(1)
  },

  async 'the devices, of which one is signed out'({ page, box, ...visitor }) {
    const { sessionIds } = await box.fapi.seedClient({ users: ['ona@example.com'] })
    await visitor.begins('ona@example.com')
    await visitor.comesTo(asked)
    await visitor.enters('ona-password')
    await visitor.isSignedIn('ona@example.com')
    const rows = page.getByRole('list', { name: 'Devices' }).getByRole('listitem')
    await until(() => rows.count(), 2)
    box.fapi.clock.advance(11 * minute)
    await visitor.presses(/^Sign out Another device/)
    await visitor.comesTo('Prove that it is you')
    await visitor.enters('ona-password')
    await until(() => rows.count(), 1)
    await visitor.isSignedIn('ona@example.com')
    expect(box.fapi.sessions.find(({ id }) => id === sessionIds[0])?.status).toBe('revoked')
  },
}
