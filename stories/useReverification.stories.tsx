import type { Meta, StoryObj } from '@storybook/react-vite'
import { type StepUp, useFrontdesk, useReverification, useUser } from 'frontdesk'
import { changePassword, type ReverificationLevel } from 'frontdesk/core'
import { useState } from 'react'
import { Button } from './support/Button'
import { Form } from './support/Form'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { fill, press, shows } from './support/shows'

interface DangerZoneProps {
  /** What is to be proved where the refusal does not say it. */
  level: ReverificationLevel
}

function DangerZone({ level }: DangerZoneProps) {
  const frontdesk = useFrontdesk()
  const { data: user } = useUser()
  const [outcome, setOutcome] = useState<unknown>('none')
  const { call, reverification } = useReverification(
    (newPassword: string) => changePassword(frontdesk, { newPassword }),
    { level },
  )

  function change() {
    setOutcome('waits')
    call('another-password').then(() => setOutcome('changed'), setOutcome)
  }

  return (
    <>
      <Result of={{ user: user?.firstName, outcome, reverification }} depth={2} />
      {reverification ? (
        <Proof reverification={reverification} />
      ) : (
        <Button disabled={!user} onClick={change}>
          Change the password
        </Button>
      )}
    </>
  )
}

function Proof({ reverification }: { reverification: StepUp }) {
  const { isPending, cancel } = reverification
  return (
    <>
      {reverification.status === 'needs_first_factor' && (
        <>
          <Form
            label="Password"
            type="password"
            button="Go on"
            disabled={isPending}
            onSubmit={(password) => reverification.attemptFirstFactor({ strategy: 'password', password })}
          />
          {reverification.supportedFirstFactors.map(
            (factor) =>
              factor.strategy === 'email_code' && (
                <Button
                  key={factor.emailAddressId}
                  disabled={isPending}
                  onClick={() => {
                    const { strategy, emailAddressId } = factor
                    reverification.prepareFirstFactor({ strategy, emailAddressId }).catch(() => {}) // `error` has it.
                  }}
                >
                  Send a code
                </Button>
              ),
          )}
          {reverification.firstFactorVerification?.strategy === 'email_code' && (
            <Form
              label="Code"
              button="Go on with the code"
              disabled={isPending}
              onSubmit={(code) => reverification.attemptFirstFactor({ strategy: 'email_code', code })}
            />
          )}
        </>
      )}
      {reverification.status === 'needs_second_factor' && (
        <Form
          label="Code of the app"
          button="Go on"
          disabled={isPending}
          onSubmit={(code) => reverification.attemptSecondFactor({ strategy: 'totp', code })}
        />
      )}
      <Button onClick={cancel}>Give up</Button>
    </>
  )
}

/**
 * Lets a user prove again who that is, where a call wants it, and makes the call again. The box wants it of who changes
 * the password ten minutes after signing in. Alice's password is `alice-password`.
 */
const meta = {
  title: 'Hooks/useReverification',
  component: DangerZone,
  args: { level: 'second_factor' },
  argTypes: { level: { control: 'select', options: ['first_factor', 'second_factor', 'multi_factor'] } },
} satisfies Meta<typeof DangerZone>
export default meta

type Story = StoryObj<typeof meta>

const anHourAgo = { ...scenes.oneSession, ago: 60 * 60_000 }
const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const withApp = {
  ...anHourAgo,
  box: { users: [{ identifier: scenes.alice, password: 'alice-password', firstName: 'Alice', totpSecret }] },
}
const change = (element: HTMLElement) => press(element, 'Change the password')

/** Who has signed in just now is asked for nothing. */
export const NotNeeded: Story = {
  parameters: on(scenes.oneSession),
  play: async ({ canvasElement }) => {
    await change(canvasElement)
    await shows(canvasElement, { outcome: 'changed', reverification: 'undefined' })
  },
}

/** The call waits, and `reverification` says what is due. */
export const NeedsFirstFactor: Story = {
  parameters: on(anHourAgo),
  play: async ({ canvasElement }) => {
    await change(canvasElement)
    await shows(canvasElement, {
      outcome: 'waits',
      'reverification.status': 'needs_first_factor',
      'reverification.isPending': 'false',
    })
  },
}

/** After the password the call is made again. */
export const ByPassword: Story = {
  parameters: on(anHourAgo),
  play: async ({ canvasElement }) => {
    await change(canvasElement)
    await fill(canvasElement, 'Password', 'alice-password')
    await press(canvasElement, 'Go on')
    await shows(canvasElement, { outcome: 'changed', reverification: 'undefined' })
  },
}

/** A wrong one may be tried again. */
export const WrongPassword: Story = {
  parameters: on(anHourAgo),
  play: async ({ canvasElement }) => {
    await change(canvasElement)
    await fill(canvasElement, 'Password', 'wrong')
    await press(canvasElement, 'Go on')
    await shows(canvasElement, {
      outcome: 'waits',
      'reverification.error.code': 'form_password_incorrect',
      'reverification.isPending': 'false',
    })
  },
}

/** Without the password: by a code that is e-mailed. */
export const ByEmailCode: Story = {
  parameters: on(anHourAgo),
  play: async (context) => {
    const { canvasElement } = context
    await change(canvasElement)
    await press(canvasElement, 'Send a code')
    const { code } = await stageOf(context).fapi.emails.waitFor({ to: scenes.alice })
    await fill(canvasElement, 'Code', code!)
    await press(canvasElement, 'Go on with the code')
    await shows(canvasElement, { outcome: 'changed' })
  },
}

/** Who has a second factor proves that one. */
export const NeedsSecondFactor: Story = {
  parameters: on(withApp),
  play: async ({ canvasElement }) => {
    await change(canvasElement)
    await shows(canvasElement, { outcome: 'waits', 'reverification.status': 'needs_second_factor' })
  },
}

/** A code that is none. */
export const WrongCode: Story = {
  parameters: on(withApp),
  play: async ({ canvasElement }) => {
    await change(canvasElement)
    await fill(canvasElement, 'Code of the app', 'none')
    await press(canvasElement, 'Go on')
    await shows(canvasElement, { outcome: 'waits', 'reverification.error.code': 'form_code_incorrect' })
  },
}

/** Both, one after the other. */
export const BothFactors: Story = {
  args: { level: 'multi_factor' },
  parameters: on(withApp),
  play: async (context) => {
    const { canvasElement } = context
    await change(canvasElement)
    await fill(canvasElement, 'Password', 'alice-password')
    await press(canvasElement, 'Go on')
    await shows(canvasElement, { 'reverification.status': 'needs_second_factor' })
    await fill(canvasElement, 'Code of the app', await stageOf(context).fapi.totpCode(scenes.alice))
    await press(canvasElement, 'Go on')
    await shows(canvasElement, { outcome: 'changed' })
  },
}

/** The Frontend API takes its time. */
export const Sending: Story = {
  parameters: on({ ...anHourAgo, unanswered: { path: /\/attempt_first_factor$/ } }),
  play: async ({ canvasElement }) => {
    await change(canvasElement)
    await fill(canvasElement, 'Password', 'alice-password')
    await press(canvasElement, 'Go on')
    await shows(canvasElement, { outcome: 'waits', 'reverification.isPending': 'true' })
  },
}

/** Given up: the call rejects, and is not made. */
export const Cancelled: Story = {
  parameters: on(anHourAgo),
  play: async ({ canvasElement }) => {
    await change(canvasElement)
    await press(canvasElement, 'Give up')
    await shows(canvasElement, { 'outcome.code': 'reverification_cancelled', reverification: 'undefined' })
  },
}

/** The session ends meanwhile: there is nobody left who could prove anything. */
export const SessionEnded: Story = {
  parameters: on(anHourAgo),
  play: async (context) => {
    const { canvasElement } = context
    const { fapi } = stageOf(context)
    await change(canvasElement)
    await shows(canvasElement, { 'reverification.isPending': 'false' })
    fapi.revokeSession(fapi.sessions[0]!.id)
    await fill(canvasElement, 'Password', 'alice-password')
    await press(canvasElement, 'Go on')
    await shows(canvasElement, { user: 'undefined', 'outcome.code': 'reverification_cancelled' })
  },
}

/** It cannot begin: the call rejects with the reason. */
export const Offline: Story = {
  parameters: on({ ...anHourAgo, faults: [{ path: /\/verify$/, cut: true }] }),
  play: async ({ canvasElement }) => {
    await change(canvasElement)
    await shows(canvasElement, { 'outcome.code': 'network_error', reverification: 'undefined' })
  },
}
