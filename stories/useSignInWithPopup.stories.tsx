import type { Meta, StoryObj } from '@storybook/react-vite'
import { useSignInWithPopup, useSignUpWithPopup, useUser } from 'frontdesk'
import { Button } from './support/Button'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

interface PopupProps {
  /** Signs up instead of in: it comes to the same. */
  signsUp: boolean
}

function Popup({ signsUp }: PopupProps) {
  const { data: user } = useUser()
  const signIn = useSignInWithPopup()
  const signUp = useSignUpWithPopup()
  const { open, isPending, outcome, error } = signsUp ? signUp : signIn
  return (
    <>
      <Result of={{ user: user?.firstName, isPending, outcome, error }} depth={3} />
      <Button disabled={isPending} onClick={() => void open({ strategy: 'oauth_google' }).catch(() => {})}>
        Go on with Google
      </Button>
    </>
  )
}

/**
 * `useSignInWithPopup()` and `useSignUpWithPopup()` go through a provider in a window of its own. What answers is a page of
 * Clerk's accounts portal, which only production instances have for their apps: the box says so.
 */
const meta = {
  title: 'Hooks/useSignInWithPopup',
  component: Popup,
  args: { signsUp: false },
} satisfies Meta<typeof Popup>
export default meta

type Story = StoryObj<typeof meta>

/** With a development key no window is opened. */
export const Unsupported: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Go on with Google')
    await shows(canvasElement, {
      'error.code': 'popup_unsupported',
      outcome: 'undefined',
      isPending: 'false',
    })
  },
}

/** Nor to sign up. */
export const UnsupportedSignUp: Story = {
  ...Unsupported,
  args: { signsUp: true },
}
