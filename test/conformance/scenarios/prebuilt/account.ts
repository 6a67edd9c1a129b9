import { expect, vi } from 'vitest'
import type { Stage } from '../../stage/stage'
import { alice, bob, carol, type Scenarios } from '../scenario'
import { type Form, openForm } from './form'

/** Clerk's own pages about the account and its organizations. */
export const account = {
  'behavior: <UserButton/> shows who is there, and manages the account': async (stage) => {
    const form = await signedIn(stage, '/ui/user-button')
    await form.press('Open user menu')
    await form.says(alice)
    await form.press('Manage account')
    await form.says('Profile details')
    await settles(form)
  },

  'behavior: <UserProfile/> changes names and adds an address': async (stage) => {
    const form = await signedIn(stage, '/ui/user-profile')
    await form.says('Profile details')
    await form.press('Update profile')
    await form.type('First name', 'Alicia')
    await form.press('Save')
    await form.says('Alicia Archer')
    await form.press('Add email address')
    await form.type('Email address', 'alice@work.example')
    await form.press('Add')
    const { link } = await stage.fapi.emails.waitFor({ to: 'alice@work.example' })
    await fetch(link!, { redirect: 'manual' })
    await form.says('alice@work.example')
    await settles(form)
  },

  'behavior: <UserProfile/> shows devices and changes the password': async (stage) => {
    const form = await signedIn(stage, '/ui/user-profile#/security')
    await form.says(/Chrome \d+/)
    expect(await form.page.getByText('()').count()).toBe(0)
    await form.press(/password/i)
    await form.type(/^New password/, 'a-better-password')
    await form.type(/^Confirm password/, 'a-better-password')
    await form.press('Save')
    await vi.waitFor(() => expect(stage.fapi.users[0]).toMatchObject({ password: 'a-better-password' }))
    await settles(form)
  },

  'behavior: <CreateOrganization/> makes one': async (stage) => {
    const form = await signedIn(stage, '/ui/create-organization')
    await form.type('Name', 'Works')
    await form.press('Create organization')
    await vi.waitFor(() => expect(stage.fapi.organizations.map(({ name }) => name)).toContain('Works'))
    await settles(form)
  },

  'behavior: <OrganizationList/> and <OrganizationSwitcher/> switch to one': async (stage) => {
    const list = await signedIn(stage, '/ui/organization-list')
    await list.press(/Acme/)
    await vi.waitFor(() => expect(stage.fapi.sessions.at(-1)!.organizationId).not.toBeNull())
    await settles(list)
    await list.page.goto(new URL('/ui/organization-switcher', stage.appUrl).href)
    await list.press(/organization switcher/i)
    await list.press(/Personal account/)
    await vi.waitFor(() => expect(stage.fapi.sessions.at(-1)!.organizationId).toBeNull())
    await settles(list)
  },

  'behavior: <OrganizationProfile/> renames one, and says who is in it': async (stage) => {
    const { id } = stage.fapi.organizations[0]!
    const form = await signedIn(stage, '/ui/organization-profile', id)
    await form.press('Update profile')
    await form.type('Name', 'Acme & Co')
    await form.press('Save')
    await form.says('Acme & Co')
    await settles(form)
    await form.press('Members')
    await form.says(carol)
    await form.press('Invite')
    await form.page.locator('[name=emailAddress], textarea, input[type=text]').last().fill(bob)
    await form.page.keyboard.press('Enter')
    await form.press(/Send invitations?/)
    await vi.waitFor(() =>
      expect(stage.fapi.organizations[0]!.invitations).toMatchObject([{ emailAddress: bob }]),
    )
    await settles(form)
  },
  'behavior: <OrganizationProfile/> verifies a domain, and shows who asks to join by it': async (stage) => {
    const { id } = stage.fapi.organizations[0]!
    const form = await signedIn(stage, '/ui/organization-profile', id)
    await form.says('Verified domains')
    await form.press('Add domain')
    await form.type('Domain', 'example.com')
    await form.press('Save')
    await form.type('Verification email address', 'office')
    await form.press('Save')
    const { code } = await stage.fapi.emails.waitFor({ to: 'office@example.com' })
    await form.enterCode(code)
    const isAttempt = ({ path, status }: { path: string; status: number | null }) =>
      path.endsWith('/attempt_affiliation_verification') && status === 200
    await vi.waitFor(() => expect(stage.fapi.log.entries.some(isAttempt)).toBe(true), { timeout: 10_000 })
    // What it has just fetched it shows for two minutes, the state of before.
    await form.page.reload()
    await form.says('example.com')
    expect(await form.page.getByText('Unverified').count()).toBe(0)
    await form.page.getByRole('button', { name: 'Open menu' }).first().click()
    await form.page.getByRole('menuitem', { name: 'Manage' }).click()
    await form.page.getByText('Automatic suggestions').click()
    await form.press('Save')
    await settles(form)
    await form.press('Members')
    await form.page.getByRole('tab', { name: /Requests/ }).click()
    await form.says('Automatic suggestions')
    await settles(form)
  },
} satisfies Scenarios

/** Opens a page with Alice signed in, in an organization if one is named. */
async function signedIn(stage: Stage, path: string, organization?: string): Promise<Form> {
  const tab = await stage.openTab()
  await tab.run(
    async (clerk, { identifier, organization }) => {
      const { createdSessionId } = await clerk.client!.signIn.create({
        identifier,
        password: 'alice-password',
      })
      await clerk.setActive({ session: createdSessionId!, ...(organization && { organization }) })
    },
    { identifier: alice, organization },
  )
  return openForm(stage, path)
}

/** Nothing spins any more, and the box was asked for nothing that it has not. */
async function settles({ page }: Form): Promise<void> {
  await vi.waitFor(async () => expect(await page.locator('[class*=spinner]').count()).toBe(0), {
    timeout: 10_000,
  })
}
