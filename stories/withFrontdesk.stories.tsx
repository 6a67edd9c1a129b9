import type { Meta, StoryObj } from '@storybook/react-vite'
import { ClientDegraded, ClientLoading, Show, useSessions, useSignOut, useUser } from 'frontdesk'
import {
  accounts,
  alice,
  bob,
  expired,
  type FrontdeskParameters,
  loading,
  offline,
  signedIn,
  signedOut,
  stageOf,
} from 'frontdesk/testing/storybook'
import { expect, within } from 'storybook/test'
import { Button } from './support/Button'

function Account() {
  const { data: user } = useUser()
  const { data: sessions = [] } = useSessions()
  const { mutate: signOut } = useSignOut()
  return (
    <>
      <ClientLoading>One moment…</ClientLoading>
      <ClientDegraded>You are offline.</ClientDegraded>
      <Show when="signed-in" fallback="Nobody is here.">
        <p>
          Hello {user?.firstName}, of {sessions.length}
        </p>
        <Button onClick={() => signOut()}>Sign out</Button>
      </Show>
    </>
  )
}

/**
 * Stories of an app: `withFrontdesk` of `frontdesk/testing/storybook` gives each a browser and a Frontend API of its own. What
 * they find is their `scene`; the toolbar changes it.
 */
const meta = {
  title: 'Testing/withFrontdesk',
  component: Account,
  parameters: { frontdesk: { scene: signedIn({ as: alice }) } },
} satisfies Meta<typeof Account> & { parameters: FrontdeskParameters }
export default meta

type Story = StoryObj<typeof meta> & { parameters?: FrontdeskParameters }

const says = async (element: HTMLElement, text: string | RegExp) => {
  await within(element).findByText(text, {}, { timeout: 5000 })
}

/** Alice is signed in. */
export const SignedIn: Story = { play: ({ canvasElement }) => says(canvasElement, 'Hello Alice, of 1') }

/** Nobody is. */
export const SignedOut: Story = {
  parameters: { frontdesk: { scene: signedOut } },
  play: ({ canvasElement }) => says(canvasElement, 'Nobody is here.'),
}

/** Two accounts; signing out goes on with the other one. */
export const TwoAccounts: Story = {
  parameters: { frontdesk: { scene: accounts([bob, alice]) } },
  async play(context) {
    const { canvasElement } = context
    await says(canvasElement, 'Hello Bob, of 2')
    const { requests } = await stageOf(context)
    expect(requests()).toEqual(['GET /v1/client'])
    within(canvasElement).getByRole('button', { name: 'Sign out' }).click()
    await says(canvasElement, 'Hello Alice, of 1')
    expect(requests('POST /v1/client/sessions/*/remove')).toHaveLength(1)
  },
}

/** The client is not known until `release()`. */
export const Loading: Story = {
  parameters: { frontdesk: { scene: loading } },
  play: ({ canvasElement }) => says(canvasElement, 'One moment…'),
}

/** The connection was lost. */
export const Offline: Story = {
  parameters: { frontdesk: { scene: offline } },
  async play({ canvasElement }) {
    await says(canvasElement, /You are offline/)
    await says(canvasElement, 'Hello Alice, of 1')
  },
}

/** The session has run out. */
export const Expired: Story = {
  parameters: { frontdesk: { scene: [signedIn(), expired] } },
  play: ({ canvasElement }) => says(canvasElement, 'Nobody is here.'),
}

/** It runs out while one looks. */
export const RunsOut: Story = {
  async play(context) {
    await says(context.canvasElement, 'Hello Alice, of 1')
    const { expire } = await stageOf(context)
    await expire()
    await says(context.canvasElement, 'Nobody is here.')
  },
}

/** As the toolbar has it: somebody else, and a broken Frontend API. */
export const ByTheToolbar: Story = {
  globals: { frontdeskUser: 'bob', frontdeskNetwork: 'broken' },
  async play({ canvasElement }) {
    await says(canvasElement, /You are offline/)
    await says(canvasElement, 'Hello Bob, of 1')
  },
}
