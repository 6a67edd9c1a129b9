import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  type FrontdeskError,
  useCreatePasskey,
  useDeletePasskey,
  usePasskey,
  usePasskeys,
  useRenamePasskey,
  useSession,
  useSignIn,
  useSignOut,
} from 'frontdesk'
import { createPasskeyDevice } from 'frontdesk/fapi'
import { useState } from 'react'
import { Button } from './support/Button'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

function SignIn() {
  const passkey = usePasskey(useSignIn())
  const [error, setError] = useState<FrontdeskError | null>(null)
  return (
    <>
      <Result of={{ ...passkey, error }} />
      <Button disabled={!passkey.isSupported} onClick={() => void passkey.signIn().catch(setError)}>
        Use a passkey
      </Button>
    </>
  )
}

function Passkeys() {
  const { data: passkeys = [] } = usePasskeys()
  const { mutate: create, status, error } = useCreatePasskey()
  const { mutate: rename } = useRenamePasskey()
  const { mutate: remove } = useDeletePasskey()
  const { mutate: signOut } = useSignOut()
  return (
    <>
      <Result of={{ passkeys: passkeys.map(({ name }) => name).join(', '), status, error }} />
      <Button onClick={() => create()}>Add a passkey</Button>
      {passkeys.map(({ id: passkeyId, name }) => (
        <p key={passkeyId}>
          <Button onClick={() => rename({ passkeyId, name: 'My key' })}>Rename {name}</Button>
          <Button onClick={() => remove({ passkeyId })}>Remove {name}</Button>
        </p>
      ))}
      <Button onClick={() => signOut()}>Sign out</Button>
    </>
  )
}

function Account() {
  const { status } = useSession()
  return (
    <>
      <Result of={{ session: status }} />
      {status === 'signed-in' ? <Passkeys /> : <SignIn />}
    </>
  )
}

/**
 * Signs in by a passkey, with the browser's own dialog, or where it fills in a field (`autofill`). A user's passkeys are
 * made, renamed and removed by hooks of their own. Here a device in the page says yes to all.
 */
const meta = { title: 'Hooks/usePasskey', component: Account } satisfies Meta<typeof Account>
export default meta

type Story = StoryObj<typeof meta>

const device = createPasskeyDevice

/** A passkey is made, and signs in. */
export const SignedIn: Story = {
  parameters: on({ ...scenes.oneSession, device }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Add a passkey')
    await shows(canvasElement, { passkeys: 'Passkey', status: 'success' })
    await press(canvasElement, 'Sign out')
    await shows(canvasElement, { session: 'signed-out', isSupported: 'true' })
    await press(canvasElement, 'Use a passkey')
    await shows(canvasElement, { session: 'signed-in', passkeys: 'Passkey' })
  },
}

/** Renamed, then removed. */
export const Changed: Story = {
  parameters: on({ ...scenes.oneSession, device }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Add a passkey')
    await press(canvasElement, 'Rename Passkey')
    await shows(canvasElement, { passkeys: 'My key' })
    await press(canvasElement, 'Remove My key')
    await shows(canvasElement, { passkeys: '' })
  },
}

/** The device has one of this user. */
export const ThereAlready: Story = {
  parameters: on({ ...scenes.oneSession, device }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Add a passkey')
    await shows(canvasElement, { passkeys: 'Passkey' })
    await press(canvasElement, 'Add a passkey')
    await shows(canvasElement, { passkeys: 'Passkey', 'error.code': 'passkey_already_exists' })
  },
}

/** Nothing was chosen: the dialog was closed, or there is none to choose. */
export const Cancelled: Story = {
  parameters: on({ ...scenes.signedOut, device }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Use a passkey')
    await shows(canvasElement, { session: 'signed-out', 'error.code': 'passkey_cancelled' })
  },
}

/** Who signed in long ago has to prove that first: see useReverification. */
export const StaleSession: Story = {
  parameters: on({ ...scenes.oneSession, device, ago: 60 * 60 * 1000 }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Add a passkey')
    await shows(canvasElement, { passkeys: '', 'error.code': 'session_reverification_required' })
  },
}

/** No connection: nothing was begun. */
export const Offline: Story = {
  parameters: on({ ...scenes.signedOut, device, faults: [{ path: /\/sign_ins$/, cut: true }] }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Use a passkey')
    await shows(canvasElement, { session: 'signed-out', 'error.code': 'network_error' })
  },
}
