import type { Meta, StoryObj } from '@storybook/react-vite'
import { useRedirectCallback, useSignInWithRedirect, useSignUpWithRedirect, useUser } from 'frontdesk'
import type { Fapi } from 'frontdesk/fapi'
import { useState } from 'react'
import { Button } from './support/Button'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

interface ThroughProviderProps {
  /** What somebody says on the provider's page. */
  answer: Record<string, string>
  /** Signs up instead of in: it comes to the same. */
  signsUp: boolean
}

function ThroughProvider({ answer, signsUp, fapi }: ThroughProviderProps & { fapi: Fapi }) {
  const [isBack, setIsBack] = useState(false)
  const signIn = useSignInWithRedirect()
  const signUp = useSignUpWithRedirect()
  const { mutate, isPending, error } = signsUp ? signUp : signIn
  // A story cannot leave its page.
  const navigate = async (url: string) => {
    await answerOn(fapi, url, answer)
    setIsBack(true)
  }
  if (isBack) return <SignedIn />
  return (
    <>
      <Result of={{ isPending, error }} />
      <Button disabled={isPending} onClick={() => mutate({ strategy: 'oauth_google', navigate })}>
        Go on with Google
      </Button>
    </>
  )
}

/** The page that comes back. */
function SignedIn() {
  const outcome = useRedirectCallback()
  const { data: user } = useUser()
  return <Result of={{ outcome, user: user?.firstName }} depth={3} />
}

/**
 * Finishes on the page that a provider has sent the browser back to: the outcome says whether somebody is signed in, what
 * is left to do, or why it came to nothing. `useSignInWithRedirect()` and `useSignUpWithRedirect()` lead there.
 */
const meta = {
  title: 'Hooks/useRedirectCallback',
  component: ThroughProvider as (props: ThroughProviderProps) => React.ReactNode,
  args: { answer: { email_address: scenes.alice }, signsUp: false },
  render: (args, context) => <ThroughProvider {...args} fapi={stageOf(context).fapi} />,
} satisfies Meta<ThroughProviderProps>
export default meta

type Story = StoryObj<typeof meta>

const nina = { email_address: 'nina@example.org', first_name: 'Nina' }

/** What a browser does with the provider's page, which the box plays, until it is led back. */
async function answerOn(fapi: Fapi, url: string, answer: Record<string, string>) {
  const page = await fapi.fetch(new Request(url, { method: 'POST', body: new URLSearchParams(answer) }))
  await fapi.fetch(new Request(page.headers.get('location')!))
}

const go = (element: HTMLElement) => press(element, 'Go on with Google')

/** Somebody who is known here. */
export const SignedInUser: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await go(canvasElement)
    await shows(canvasElement, { 'outcome.status': 'signed-in', user: 'Alice' })
  },
}

/** Somebody new becomes a user. */
export const NewUser: Story = {
  args: { answer: nina },
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await go(canvasElement)
    await shows(canvasElement, { 'outcome.status': 'signed-in', user: 'Nina' })
  },
}

/** Who signs up, and has an account, is signed in. */
export const KnownAfterAll: Story = {
  args: { signsUp: true },
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await go(canvasElement)
    await shows(canvasElement, { 'outcome.status': 'signed-in', user: 'Alice' })
  },
}

/** A second account is added, and the tab shows it. */
export const SecondAccount: Story = {
  parameters: on({ users: [scenes.bob] }),
  play: async ({ canvasElement }) => {
    await go(canvasElement)
    await shows(canvasElement, { 'outcome.status': 'signed-in', user: 'Alice' })
  },
}

/** The provider does not vouch for the address: that is to be proved here. */
export const ContinueSignIn: Story = {
  args: { answer: { email_address: scenes.alice, unverified: 'true' } },
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await go(canvasElement)
    await shows(canvasElement, {
      'outcome.status': 'continue-sign-in',
      'outcome.signIn.status': 'needs_first_factor',
      user: 'undefined',
    })
  },
}

/** All users must have a name here, which the provider does not know. */
export const ContinueSignUp: Story = {
  args: { answer: nina },
  parameters: on({ ...scenes.signedOut, box: { signUp: { required: ['username'] } } }),
  play: async ({ canvasElement }) => {
    await go(canvasElement)
    await shows(canvasElement, {
      'outcome.status': 'continue-sign-up',
      'outcome.signUp.missingFields': /username/,
      user: 'undefined',
    })
  },
}

/** Refused there. Whoever is shown stays. */
export const Refused: Story = {
  args: { answer: { error: 'access_denied' } },
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await go(canvasElement)
    await shows(canvasElement, {
      'outcome.status': 'refused',
      'outcome.error.code': 'oauth_access_denied',
      user: 'Alice',
    })
  },
}

/** The Frontend API cannot be reached any more. A reload finishes once it can. */
export const Offline: Story = {
  args: { answer: nina },
  parameters: on({ ...scenes.signedOut, faults: [{ path: '/v1/client/sign_ups', cut: true }] }),
  play: async ({ canvasElement }) => {
    await go(canvasElement)
    await shows(canvasElement, { 'outcome.status': 'refused', 'outcome.error.code': 'network_error' })
  },
}

/** The page was opened by itself: nobody has left for a provider. */
export const NobodyCameBack: Story = {
  parameters: on(scenes.signedOut),
  render: () => <SignedIn />,
  play: ({ canvasElement }) => shows(canvasElement, { 'outcome.status': 'none', user: 'undefined' }),
}

/** Leaving is refused: the instance does not offer this provider. */
export const NotOffered: Story = {
  parameters: on({ ...scenes.signedOut, box: { strategies: ['password'] } }),
  play: async ({ canvasElement }) => {
    await go(canvasElement)
    await shows(canvasElement, { 'error.code': 'form_param_value_disabled', isPending: 'false' })
  },
}
