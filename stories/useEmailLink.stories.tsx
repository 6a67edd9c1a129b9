import type { Meta, StoryObj } from '@storybook/react-vite'
import { formErrors, useEmailLink, useSignUp, useUser } from 'frontdesk'
import { fireEvent, within } from 'storybook/test'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

function LinkForm() {
  const { data: user } = useUser()
  const flow = useSignUp()
  const link = useEmailLink(flow, { redirectUrl: '/verified' })
  const { isSent, safeIdentifier } = link
  const { status } = flow.signUp
  const errors = formErrors(flow.error)
  return (
    <>
      <Result
        of={{ email: user?.primaryEmailAddress?.emailAddress, status, isSent, safeIdentifier, errors }}
        depth={4}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const [emailAddress, password] = [String(form.get('email')), String(form.get('password'))]
          link.send({ emailAddress, password }).catch(() => {}) // `error` has it.
        }}
      >
        <label>
          Email
          <input name="email" autoComplete="email" />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="new-password" />
        </label>
        <button type="submit" disabled={flow.isPending}>
          {isSent ? 'Send again' : 'Sign up'}
        </button>
      </form>
    </>
  )
}

/**
 * Sends a link that verifies an address, here of a sign-up; `useSignIn()` does as well. While it is waited for, this asks each second
 * whether it was followed, on whatever device. The page that it leads to uses `useEmailLinkVerification()`.
 */
const meta = { title: 'Hooks/useEmailLink', component: LinkForm } satisfies Meta<typeof LinkForm>
export default meta

type Story = StoryObj<typeof meta>

const email = 'new@example.com'

async function signUp(element: HTMLElement, given: string) {
  for (const [label, value] of [
    ['Email', given],
    ['Password', 'new-password'],
  ] as const) {
    await fireEvent.input(await within(element).findByLabelText(label), { target: { value } })
  }
  await press(element, 'Sign up')
}

/** Nothing is sent. */
export const NotSent: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { isSent: 'false', safeIdentifier: 'null' }),
}

/** It is on its way. */
export const Sent: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await signUp(canvasElement, email)
    await shows(canvasElement, { isSent: 'true', safeIdentifier: email, status: 'missing_requirements' })
  },
}

/** It was followed elsewhere. */
export const Followed: Story = {
  parameters: on(scenes.signedOut),
  play: async (context) => {
    await Sent.play!(context)
    const { fapi } = stageOf(context)
    await fapi.fetch(new Request(fapi.emails.entries.at(-1)!.link!))
    await shows(context.canvasElement, { status: 'complete', email, isSent: 'false' })
  },
}

/** It is too old. */
export const Expired: Story = {
  parameters: on(scenes.signedOut),
  play: async (context) => {
    await Sent.play!(context)
    stageOf(context).fapi.clock.advance(11 * 60_000)
    await shows(context.canvasElement, { isSent: 'false', status: 'missing_requirements' })
  },
}

/** Somebody has that address. */
export const Taken: Story = {
  parameters: on(scenes.signedOut),
  play: async ({ canvasElement }) => {
    await signUp(canvasElement, scenes.alice)
    await shows(canvasElement, {
      'errors.fields.emailAddress.0.code': 'form_identifier_exists',
      isSent: 'false',
    })
  },
}
