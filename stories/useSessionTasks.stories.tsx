import type { Meta, StoryObj } from '@storybook/react-vite'
import { type SessionTask, useOrganizations, useSession, useSessionTasks } from 'frontdesk'
import { useState } from 'react'
import { Button } from './support/Button'
import { Form } from './support/Form'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { fill, press, shows, tab } from './support/shows'

function Tasks() {
  const { status } = useSession()
  const { tasks, isPending, error } = useSessionTasks()
  // Above the task, which goes as it is done.
  const [backupCodes, setBackupCodes] = useState<readonly string[]>()
  const [due] = tasks
  return (
    <>
      <Result of={{ status, due: due?.key, tasks, isPending, error, backupCodes }} />
      {due && <Task key={due.key} task={due} isPending={isPending} onBackupCodes={setBackupCodes} />}
    </>
  )
}

interface TaskProps {
  task: SessionTask
  isPending: boolean
  onBackupCodes: (codes: readonly string[]) => void
}

function Task({ task, isPending, onBackupCodes }: TaskProps) {
  const { data: memberships = [] } = useOrganizations()
  const [secret, setSecret] = useState<string>()
  const [phoneNumberId, setPhoneNumberId] = useState<string>()
  if (task.key === 'reset-password')
    return (
      <Form
        label="New password"
        type="password"
        button="Change it"
        disabled={isPending}
        onSubmit={(newPassword) => task.changePassword({ newPassword })}
      />
    )
  if (task.key === 'choose-organization')
    return (
      <>
        {memberships.map(({ organization: { id, name } }) => (
          <Button
            key={id}
            disabled={isPending}
            onClick={() => void task.chooseOrganization({ organizationId: id }).catch(() => {})}
          >
            {name}
          </Button>
        ))}
        <Form
          label="Name"
          button="Make one"
          disabled={isPending}
          onSubmit={(name) => task.createOrganization({ name })}
        />
      </>
    )
  if (task.key !== 'setup-mfa') return <p>Nobody knows what to do.</p>
  return (
    <>
      {secret ? (
        <>
          <p>
            For your app: <code data-path="secret">{secret}</code>
          </p>
          <Form
            label="Code of the app"
            button="Use the app"
            disabled={isPending}
            onSubmit={async (code) => onBackupCodes((await task.verifyTotp({ code })).backupCodes)}
          />
        </>
      ) : (
        <Button
          disabled={isPending}
          onClick={() => {
            task.createTotp().then(
              (totp) => setSecret(totp.secret),
              () => {},
            )
          }}
        >
          Set up an app
        </Button>
      )}
      {phoneNumberId ? (
        <Form
          label="Code of the text"
          button="Use the phone"
          disabled={isPending}
          onSubmit={async (code) =>
            onBackupCodes((await task.verifyPhone({ phoneNumberId, code })).backupCodes)
          }
        />
      ) : (
        <Form
          label="Phone number"
          button="Send a text"
          disabled={isPending}
          onSubmit={async (phoneNumber) =>
            setPhoneNumberId((await task.createPhone({ phoneNumber })).phoneNumberId)
          }
        />
      )}
    </>
  )
}

/** What is left to do before a pending session becomes active, and the steps that do it. */
const meta = { title: 'Hooks/useSessionTasks', component: Tasks } satisfies Meta<typeof Tasks>
export default meta

type Story = StoryObj<typeof meta>

/** Alice, who has these tasks. */
const withTasks = (...tasks: string[]) => ({
  ...scenes.oneSession,
  box: {
    users: [{ identifier: scenes.alice, password: 'alice-password', firstName: 'Alice', tasks }],
    passwords: { leaked: ['leaked-password'] },
  },
})

/** The client is not known yet. */
export const Loading: Story = {
  parameters: on(scenes.loading),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'loading', tasks: '[]' }),
}

/** Nobody is signed in. */
export const SignedOut: Story = {
  parameters: on(scenes.signedOut),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-out', tasks: '[]' }),
}

/** An active session has none. */
export const None: Story = {
  parameters: on(scenes.oneSession),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-in', tasks: '[]' }),
}

/** Carol belongs to Acme: choosing it makes her session active. */
export const ChooseOrganization: Story = {
  parameters: on(scenes.pending),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { status: 'pending', due: 'choose-organization' })
    await press(canvasElement, 'Acme')
    await shows(canvasElement, { status: 'signed-in', tasks: '[]' })
  },
}

/** Or a new one. */
export const NewOrganization: Story = {
  parameters: on(withTasks('choose-organization')),
  play: async ({ canvasElement }) => {
    await fill(canvasElement, 'Name', 'Crux')
    await press(canvasElement, 'Make one')
    await shows(canvasElement, { status: 'signed-in' })
  },
}

/** Another password is wanted. */
export const ResetPassword: Story = {
  parameters: on(withTasks('reset-password')),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { status: 'pending', due: 'reset-password' })
    await fill(canvasElement, 'New password', 'another-password')
    await press(canvasElement, 'Change it')
    await shows(canvasElement, { status: 'signed-in' })
  },
}

/** One that was found in a data breach. */
export const LeakedPassword: Story = {
  parameters: on(withTasks('reset-password')),
  play: async ({ canvasElement }) => {
    await fill(canvasElement, 'New password', 'leaked-password')
    await press(canvasElement, 'Change it')
    await shows(canvasElement, { status: 'pending', 'error.code': 'form_password_pwned' })
  },
}

/** A second factor is wanted: an app. Its backup codes come once, and the task is gone by then. */
export const SetUpApp: Story = {
  parameters: on(withTasks('setup-mfa')),
  play: async (context) => {
    const { canvasElement } = context
    await press(canvasElement, 'Set up an app')
    await shows(canvasElement, { secret: /^[A-Z2-7]{32}$/ })
    await fill(canvasElement, 'Code of the app', await stageOf(context).fapi.totpCode(scenes.alice))
    await press(canvasElement, 'Use the app')
    await shows(canvasElement, { status: 'signed-in', backupCodes: /^10 items/ })
  },
}

/** A code that is none: the task stays. */
export const WrongCode: Story = {
  parameters: on(withTasks('setup-mfa')),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Set up an app')
    await fill(canvasElement, 'Code of the app', 'none')
    await press(canvasElement, 'Use the app')
    await shows(canvasElement, { status: 'pending', 'error.code': 'form_code_incorrect' })
  },
}

/** Or a phone. */
export const SetUpPhone: Story = {
  parameters: on(withTasks('setup-mfa')),
  play: async ({ canvasElement }) => {
    await fill(canvasElement, 'Phone number', '+15555550123')
    await press(canvasElement, 'Send a text')
    await fill(canvasElement, 'Code of the text', '424242')
    await press(canvasElement, 'Use the phone')
    await shows(canvasElement, { status: 'signed-in', backupCodes: /^10 items/ })
  },
}

/** One after another. */
export const Several: Story = {
  parameters: on(withTasks('reset-password', 'choose-organization')),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { tasks: /^2 items/, due: 'reset-password' })
    await fill(canvasElement, 'New password', 'another-password')
    await press(canvasElement, 'Change it')
    await shows(canvasElement, { status: 'pending', tasks: /^1 item/, due: 'choose-organization' })
    await fill(canvasElement, 'Name', 'Crux')
    await press(canvasElement, 'Make one')
    await shows(canvasElement, { status: 'signed-in' })
  },
}

/** One that this version does not know has no steps. */
export const Unknown: Story = {
  parameters: on(withTasks('sign-the-contract')),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'pending', due: 'sign-the-contract' }),
}

/** The Frontend API takes its time. */
export const Sending: Story = {
  parameters: on({ ...scenes.pending, unanswered: { path: /\/touch$/ } }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Acme')
    await shows(canvasElement, { status: 'pending', isPending: 'true' })
  },
}

/** No connection: nothing has changed. */
export const Offline: Story = {
  parameters: on({ ...scenes.pending, faults: [{ path: /\/touch$/, cut: true }] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Acme')
    await shows(canvasElement, { status: 'pending', 'error.code': 'network_error' })
  },
}

/** Two tabs of one browser: what is done in one is done in the other. */
export const Tabs: Story = {
  parameters: on({ ...scenes.pending, tabs: 2 }),
  play: async ({ canvasElement }) => {
    const [left, right] = [tab(canvasElement, 1), tab(canvasElement, 2)]
    await shows(right, { status: 'pending' })
    await press(left, 'Acme')
    await shows(left, { status: 'signed-in' })
    await shows(right, { status: 'signed-in', tasks: '[]' })
  },
}
