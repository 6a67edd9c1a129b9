import type { Meta, StoryObj } from '@storybook/react-vite'
import { formErrors, useSignIn, useSignUp, useTicket, useUser } from 'frontdesk'
import { Button } from './support/Button'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

interface TicketProps {
  /** Signs up instead of in: an invitation's. */
  signsUp: boolean
}

function Ticket({ signsUp }: TicketProps) {
  const { data: user } = useUser()
  const signIn = useSignIn()
  const signUp = useSignUp()
  const [toSignIn, toSignUp] = [useTicket(signIn), useTicket(signUp)]
  const { isThere, status } = signsUp ? toSignUp : toSignIn
  const { isPending, error } = signsUp ? signUp : signIn
  const accept = (): Promise<unknown> =>
    signsUp ? toSignUp.accept({ password: 'a-long-password', firstName: 'Dora' }) : toSignIn.accept()
  return (
    <>
      <Result of={{ user: user?.firstName, isThere, status, errors: formErrors(error) }} depth={4} />
      <Button disabled={isPending} onClick={() => void accept().catch(() => {})}>
        Accept
      </Button>
    </>
  )
}

/**
 * Signs in or up with the ticket that the page was reached with: an invitation's, or a token that signs in. The address
 * does not keep it.
 */
const meta = {
  title: 'Hooks/useTicket',
  component: Ticket,
  args: { signsUp: false },
} satisfies Meta<typeof Ticket>
export default meta

type Story = StoryObj<typeof meta>

const accept = (element: HTMLElement) => press(element, 'Accept')

/** The page was reached without one. */
export const None: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { isThere: 'false', status: 'null', user: 'undefined' }),
}

/** A token that signs in waits for a click: links are followed by programs, too. */
export const Waiting: Story = {
  parameters: on({
    ...scenes.signedOut,
    url: async (fapi) => `/?__clerk_ticket=${await fapi.signInToken(scenes.alice)}&__clerk_status=sign_in`,
  }),
  play: ({ canvasElement }) =>
    shows(canvasElement, { isThere: 'true', status: 'sign_in', user: 'undefined' }),
}

/** And signs in. It is good once. */
export const SignsIn: Story = {
  ...Waiting,
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { isThere: 'true' })
    await accept(canvasElement)
    await shows(canvasElement, { user: 'Alice', isThere: 'false' })
  },
}

/** An invitation signs up, with what else a new user says. */
export const SignsUp: Story = {
  args: { signsUp: true },
  parameters: on({
    ...scenes.signedOut,
    url: async (fapi) => `/?__clerk_ticket=${await fapi.invite('dora@example.com')}&__clerk_status=sign_up`,
  }),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { isThere: 'true', status: 'sign_up' })
    await accept(canvasElement)
    await shows(canvasElement, { user: 'Dora', isThere: 'false' })
  },
}

/** One that is not good is refused, and can be tried again. */
export const NotGood: Story = {
  parameters: on({ ...scenes.signedOut, url: async () => '/?__clerk_ticket=forged' }),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { isThere: 'true' })
    await accept(canvasElement)
    await shows(canvasElement, { 'errors.global': /^1 item/, isThere: 'true', user: 'undefined' })
  },
}
