import type { Meta, StoryObj } from '@storybook/react-vite'
import { useSignIn, useUser } from 'frontdesk'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { fill, press, shows } from './support/shows'

interface SignInFormProps {
  /** Asks for the identifier first, and for the password in a second step. */
  inTwoSteps: boolean
}

function SignInForm({ inTwoSteps }: SignInFormProps) {
  const { data: user } = useUser()
  const { signIn, isPending, error, create, attemptFirstFactor } = useSignIn()
  const asksPassword = !inTwoSteps || signIn.status === 'needs_first_factor'

  async function submit(form: FormData) {
    const identifier = String(form.get('identifier'))
    const password = String(form.get('password'))
    if (!asksPassword) await create({ identifier })
    else if (!inTwoSteps) await create({ identifier, password })
    else await attemptFirstFactor({ strategy: 'password', password })
  }

  return (
    <>
      <Result of={{ user: user?.firstName, signIn, isPending, error }} depth={2} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit(new FormData(event.currentTarget)).catch(() => {}) // `error` has it.
        }}
      >
        <label>
          Email
          <input name="identifier" autoComplete="username" />
        </label>
        {asksPassword && (
          <label>
            Password
            <input name="password" type="password" autoComplete="current-password" />
          </label>
        )}
        <button type="submit" disabled={isPending}>
          {asksPassword ? 'Sign in' : 'Next'}
        </button>
      </form>
    </>
  )
}

/**
 * Signs in without a page of its own, by password, in one step or in two. The new session is this tab's. Sign in as `alice@example.com`
 * with `alice-password`, or as Bob likewise.
 */
const meta = {
  title: 'Hooks/useSignIn',
  component: SignInForm,
  args: { inTwoSteps: false },
} satisfies Meta<typeof SignInForm>
export default meta

type Story = StoryObj<typeof meta>

async function signInAs(element: HTMLElement, identifier: string, password: string) {
  await fill(element, 'Email', identifier)
  await fill(element, 'Password', password)
  await press(element, 'Sign in')
}

/** Nobody is signed in, no sign-in is under way. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) =>
    shows(canvasElement, { 'signIn.status': 'needs_identifier', isPending: 'false' }),
}

/** Identifier and password together. */
export const OneStep: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await signInAs(canvasElement, scenes.alice, 'alice-password')
    await shows(canvasElement, { 'signIn.status': 'complete', user: 'Alice' })
  },
}

/** The identifier first: the answer says which factors there are. */
export const NeedsFirstFactor: Story = {
  args: { inTwoSteps: true },
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await fill(canvasElement, 'Email', scenes.alice)
    await press(canvasElement, 'Next')
    await shows(canvasElement, {
      'signIn.status': 'needs_first_factor',
      'signIn.supportedFirstFactors': /^4 items.*password.*email_code.*email_link.*reset_password_email_code/,
      user: 'undefined',
    })
  },
}

/** Then the password. */
export const TwoSteps: Story = {
  args: { inTwoSteps: true },
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await fill(canvasElement, 'Email', scenes.alice)
    await press(canvasElement, 'Next')
    await fill(canvasElement, 'Password', 'alice-password')
    await press(canvasElement, 'Sign in')
    await shows(canvasElement, { 'signIn.status': 'complete', user: 'Alice' })
  },
}

/** A browser without a client gets one with its first sign-in. */
export const NoClient: Story = {
  parameters: on(scenes.noClient),
  play: async ({ canvasElement }) => {
    await signInAs(canvasElement, scenes.alice, 'alice-password')
    await shows(canvasElement, { 'signIn.status': 'complete', user: 'Alice' })
  },
}

/** A second account is added, and the tab shows it. */
export const SecondAccount: Story = {
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { user: 'Alice' })
    await signInAs(canvasElement, scenes.bob, 'bob-password')
    await shows(canvasElement, { 'signIn.status': 'complete', user: 'Bob' })
  },
}

/** Carol has yet to choose an organization: signed in, and pending. */
export const Pending: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await signInAs(canvasElement, scenes.carol, 'carol-password')
    await shows(canvasElement, { 'signIn.status': 'complete', user: 'Carol' })
  },
}

/** The Frontend API takes its time. */
export const Sending: Story = {
  parameters: on({ ...scenes.signedOut, unanswered: { path: '/v1/client/sign_ins' } }),
  play: async ({ canvasElement }) => {
    await signInAs(canvasElement, scenes.alice, 'alice-password')
    await shows(canvasElement, { isPending: 'true', 'signIn.status': 'needs_identifier' })
  },
}

/** Wrong password. */
export const WrongPassword: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await signInAs(canvasElement, scenes.alice, 'wrong')
    await shows(canvasElement, { 'error.code': 'form_password_incorrect', user: 'undefined' })
  },
}

/** Nobody of that name. */
export const UnknownIdentifier: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await signInAs(canvasElement, 'nobody@example.com', 'secret')
    await shows(canvasElement, { 'error.code': 'form_identifier_not_found' })
  },
}

/** Signed in already on this client: the session in question is in the error's `meta`. */
export const AlreadySignedIn: Story = {
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { user: 'Alice' })
    await signInAs(canvasElement, scenes.alice, 'alice-password')
    await shows(canvasElement, { 'error.code': 'identifier_already_signed_in', user: 'Alice' })
  },
}

/** No connection. */
export const Offline: Story = {
  parameters: on({ ...scenes.signedOut, faults: [{ path: '/v1/client/sign_ins', cut: true }] }),
  play: async ({ canvasElement }) => {
    await signInAs(canvasElement, scenes.alice, 'alice-password')
    await shows(canvasElement, { 'error.code': 'network_error' })
  },
}
