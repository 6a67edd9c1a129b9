import type { Meta, StoryObj } from '@storybook/react-vite'
import { useSignUp, useUser } from 'frontdesk'
import { Button } from './support/Button'
import { Form } from './support/Form'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { fill, press, shows } from './support/shows'

function SignUpForm() {
  const { data: user } = useUser()
  const { signUp, isPending, error, ...steps } = useSignUp()
  const { status, missingFields, unverifiedFields, verifications } = signUp
  const [missing] = missingFields
  const isSent = verifications.emailAddress?.nextAction === 'needs_attempt'
  const rest = { disabled: isPending }
  return (
    <>
      <Result
        of={{ user: user?.firstName, status, missingFields, unverifiedFields, isPending, error }}
        depth={2}
      />
      {signUp.id === null || status === 'complete' ? (
        <Form
          {...rest}
          label="Email"
          button="Sign up"
          onSubmit={(emailAddress) =>
            steps.create({ emailAddress, password: 'a-long-password', firstName: 'Nina' })
          }
        />
      ) : missing ? (
        <Form
          {...rest}
          key={missing}
          label={missing}
          button="Go on"
          onSubmit={(value) => steps.update({ [missing]: value })}
        />
      ) : isSent ? (
        <Form
          {...rest}
          label="Code"
          button="Verify"
          onSubmit={(code) => steps.attemptVerification({ strategy: 'email_code', code })}
        />
      ) : (
        <Button
          {...rest}
          onClick={() => void steps.prepareVerification({ strategy: 'email_code' }).catch(() => {})}
        >
          Send a code
        </Button>
      )}
    </>
  )
}

/**
 * Signs up without a page of its own, step by step: what is missing is said, an address is verified by a code, and the new user is
 * signed in. The code for `nina+clerk_test@example.com` is `424242`.
 */
const meta = { title: 'Hooks/useSignUp', component: SignUpForm } satisfies Meta<typeof SignUpForm>
export default meta

type Story = StoryObj<typeof meta>

const address = 'nina+clerk_test@example.com'
const code = '424242'

async function signUp(element: HTMLElement, emailAddress = address) {
  await fill(element, 'Email', emailAddress)
  await press(element, 'Sign up')
}

/** `missing_requirements`, and no `id`: nothing has begun. */
export const NothingBegun: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'missing_requirements', missingFields: '[]', isPending: 'false' }),
}

/** The address is there, and nothing proves it. */
export const Unverified: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await signUp(canvasElement)
    await shows(canvasElement, { 'unverifiedFields.0': 'emailAddress', missingFields: '[]' })
  },
}

/** A code is on its way. */
export const CodeSent: Story = {
  parameters: on(scenes.signedOut),
  play: async (context) => {
    await Unverified.play!(context)
    await press(context.canvasElement, 'Send a code')
    await context.canvas.findByLabelText('Code')
  },
}

/** And back: who has signed up is signed in. */
export const Complete: Story = {
  parameters: on(scenes.signedOut),
  play: async (context) => {
    await CodeSent.play!(context)
    await fill(context.canvasElement, 'Code', code)
    await press(context.canvasElement, 'Verify')
    await shows(context.canvasElement, { status: 'complete', user: 'Nina' })
  },
}

/** All users must have a name here. */
export const Missing: Story = {
  parameters: on({ ...scenes.signedOut, box: { signUp: { required: ['username'] } } }),
  play: async ({ canvasElement }) => {
    await signUp(canvasElement)
    await shows(canvasElement, { 'missingFields.0': 'username' })
    await fill(canvasElement, 'username', 'nina')
    await press(canvasElement, 'Go on')
    await shows(canvasElement, { missingFields: '[]', 'unverifiedFields.0': 'emailAddress' })
  },
}

/** Not the code that was sent. */
export const WrongCode: Story = {
  parameters: on(scenes.signedOut),
  play: async (context) => {
    await CodeSent.play!(context)
    await fill(context.canvasElement, 'Code', '000000')
    await press(context.canvasElement, 'Verify')
    await shows(context.canvasElement, { 'error.code': 'form_code_incorrect', user: 'undefined' })
  },
}

/** Somebody has that address. */
export const Taken: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await signUp(canvasElement, scenes.alice)
    await shows(canvasElement, { 'error.code': 'form_identifier_exists' })
  },
}

/** New users are not let in. */
export const Restricted: Story = {
  parameters: on({ ...scenes.signedOut, box: { signUp: { mode: 'restricted' } } }),
  play: async ({ canvasElement }) => {
    await signUp(canvasElement)
    await shows(canvasElement, { 'error.code': 'sign_up_mode_restricted' })
  },
}

/** The Frontend API takes its time. */
export const Sending: Story = {
  parameters: on({ ...scenes.signedOut, unanswered: { path: '/v1/client/sign_ups' } }),
  play: async ({ canvasElement }) => {
    await signUp(canvasElement)
    await shows(canvasElement, { isPending: 'true', status: 'missing_requirements' })
  },
}

/** No connection. */
export const Offline: Story = {
  parameters: on({ ...scenes.signedOut, faults: [{ path: '/v1/client/sign_ups', cut: true }] }),
  play: async ({ canvasElement }) => {
    await signUp(canvasElement)
    await shows(canvasElement, { 'error.code': 'network_error' })
  },
}
