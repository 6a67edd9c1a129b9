import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  formErrors,
  signInWithPassword,
  useEmailCode,
  usePasswordReset,
  usePhoneCode,
  useSecondFactor,
  useSignIn,
  useUser,
} from 'frontdesk'
import { fireEvent, within } from 'storybook/test'
import { on, stageOf } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { press, shows } from './support/shows'

const ways = ['password', 'email code', 'phone code', 'new password'] as const

interface WaysProps {
  way: (typeof ways)[number]
  /** Words of the app's own, by code. */
  words: Record<string, string>
}

function Ways({ way, words }: WaysProps) {
  const { data: user } = useUser()
  const flow = useSignIn()
  const email = useEmailCode(flow)
  const phone = usePhoneCode(flow)
  const reset = usePasswordReset(flow)
  const second = useSecondFactor(flow)
  const { status } = flow.signIn
  const sent = { 'email code': email, 'phone code': phone, 'new password': reset, password: undefined }[way]
  const { isSent = false, safeIdentifier = null } = sent ?? {}

  function submit(form: FormData) {
    const [identifier, password, code] = ['identifier', 'password', 'code'].map((name) =>
      String(form.get(name) ?? ''),
    ) as [string, string, string]
    if (second.isDue) return second.verify(code)
    if (reset.isVerified) return reset.setPassword({ password })
    if (!sent) return signInWithPassword(flow, { identifier, password })
    return isSent ? sent.verify(code) : sent.send({ identifier })
  }

  const asksCode = isSent || second.isDue
  const asksPassword = !asksCode && (way === 'password' || reset.isVerified)
  return (
    <>
      <Result
        of={{
          user: user?.firstName,
          status,
          sent: { isSent, safeIdentifier },
          second: second.strategy,
          errors: formErrors(flow.error, { words }),
        }}
        depth={4}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit(new FormData(event.currentTarget)).catch(() => {}) // `error` has it.
        }}
      >
        {!asksCode && !reset.isVerified && (
          <label>
            Email or phone
            <input name="identifier" autoComplete="username" />
          </label>
        )}
        {asksPassword && (
          <label>
            Password
            <input name="password" type="password" />
          </label>
        )}
        {asksCode && (
          <label>
            Code
            <input name="code" autoComplete="one-time-code" inputMode="numeric" />
          </label>
        )}
        <button type="submit" disabled={flow.isPending}>
          Go on
        </button>
      </form>
    </>
  )
}

/**
 * One import for each way in: `signInWithPassword`, `useEmailCode`, `usePhoneCode`, `usePasswordReset` and
 * `useSecondFactor` take what `useSignIn()` gives. `formErrors()` says what a form shows. Codes are `424242` for
 * `ann+clerk_test@example.com` and `+15555550100`.
 */
const meta = {
  title: 'Hooks/Ways in',
  component: Ways,
  args: { way: 'password', words: {} },
  argTypes: { way: { control: 'select', options: ways } },
} satisfies Meta<typeof Ways>
export default meta

type Story = StoryObj<typeof meta>

const ann = {
  identifier: 'ann+clerk_test@example.com',
  password: 'ann-password',
  firstName: 'Ann',
  phones: [{ number: '+15555550100' }],
}
const tess = {
  identifier: 'tess@example.com',
  password: 'tess-password',
  firstName: 'Tess',
  totpSecret: 'ABCDEFGHIJKLMNOP',
  backupCodes: ['backup-1'],
}
const box = { users: [ann, tess] }
const { identifier, password } = ann
const code = '424242'

/** Fills what is there, and goes on. */
async function enter(element: HTMLElement, values: Record<string, string>) {
  for (const [label, value] of Object.entries(values)) {
    await fireEvent.input(await within(element).findByLabelText(label), { target: { value } })
  }
  await press(element, 'Go on')
}

const who = { 'Email or phone': identifier }
const signedIn = { status: 'complete', user: 'Ann' }

/** `needs_identifier`: nothing has begun. */
export const NothingBegun: Story = {
  parameters: on({ ...scenes.signedOut, box }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'needs_identifier', 'sent.isSent': 'false' }),
}

/** Both in one step. */
export const Password: Story = {
  parameters: on({ ...scenes.signedOut, box }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, { ...who, Password: password })
    await shows(canvasElement, signedIn)
  },
}

/** `needs_first_factor`: a code is on its way. */
export const CodeSent: Story = {
  args: { way: 'email code' },
  parameters: on({ ...scenes.signedOut, box }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, who)
    await shows(canvasElement, {
      status: 'needs_first_factor',
      'sent.isSent': 'true',
      'sent.safeIdentifier': identifier,
    })
  },
}

/** And back. */
export const EmailCode: Story = {
  args: { way: 'email code' },
  parameters: on({ ...scenes.signedOut, box }),
  play: async (context) => {
    await CodeSent.play!(context)
    await enter(context.canvasElement, { Code: code })
    await shows(context.canvasElement, signedIn)
  },
}

/** To a telephone. */
export const PhoneCode: Story = {
  args: { way: 'phone code' },
  parameters: on({ ...scenes.signedOut, box }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, { 'Email or phone': ann.phones[0]!.number })
    await enter(canvasElement, { Code: code })
    await shows(canvasElement, signedIn)
  },
}

/** `needs_new_password`: the code was right. */
export const NewPasswordDue: Story = {
  args: { way: 'new password' },
  parameters: on({ ...scenes.signedOut, box }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, who)
    await enter(canvasElement, { Code: code })
    await shows(canvasElement, { status: 'needs_new_password' })
  },
}

/** And it is set. */
export const NewPassword: Story = {
  args: { way: 'new password' },
  parameters: on({ ...scenes.signedOut, box }),
  play: async (context) => {
    await NewPasswordDue.play!(context)
    await enter(context.canvasElement, { Password: 'a-new-password' })
    await shows(context.canvasElement, signedIn)
  },
}

/** `needs_second_factor`: an authenticator app. */
export const SecondFactorDue: Story = {
  parameters: on({ ...scenes.signedOut, box }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, { 'Email or phone': tess.identifier, Password: tess.password })
    await shows(canvasElement, { status: 'needs_second_factor', second: 'totp', user: 'undefined' })
  },
}

/** Its code. */
export const SecondFactor: Story = {
  parameters: on({ ...scenes.signedOut, box }),
  play: async (context) => {
    await SecondFactorDue.play!(context)
    const now = await stageOf(context).fapi.totpCode(tess.identifier)
    await enter(context.canvasElement, { Code: now })
    await shows(context.canvasElement, { status: 'complete', user: 'Tess' })
  },
}

/** `needs_client_trust`: a password on a device that is new to the account. */
export const NewDevice: Story = {
  parameters: on({ ...scenes.signedOut, box: { ...box, clientTrust: true } }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, { ...who, Password: password })
    await shows(canvasElement, { status: 'needs_client_trust', second: 'phone_code' })
  },
}

/** An error of one field. */
export const WrongCode: Story = {
  args: { way: 'email code' },
  parameters: on({ ...scenes.signedOut, box }),
  play: async (context) => {
    await CodeSent.play!(context)
    await enter(context.canvasElement, { Code: '000000' })
    await shows(context.canvasElement, {
      'errors.fields.code.0.code': 'form_code_incorrect',
      'sent.isSent': 'true',
    })
  },
}

/** Several at once. */
export const WeakPassword: Story = {
  args: { way: 'new password' },
  parameters: on({
    ...scenes.signedOut,
    box: { ...box, passwords: { requires: ['number', 'uppercase'] } },
  }),
  play: async (context) => {
    await NewPasswordDue.play!(context)
    await enter(context.canvasElement, { Password: 'weak' })
    await shows(context.canvasElement, {
      'errors.fields.password': /^3 items/,
      status: 'needs_new_password',
    })
  },
}

/** One that is about no field. */
export const NoSuchWay: Story = {
  args: { way: 'phone code' },
  parameters: on({ ...scenes.signedOut, box }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, { 'Email or phone': tess.identifier })
    await shows(canvasElement, { 'errors.global.0.code': 'strategy_for_user_invalid' })
  },
}

/** Too often: how many seconds to wait. */
export const TooOften: Story = {
  parameters: on({
    ...scenes.signedOut,
    box,
    faults: [{ path: '/v1/client/sign_ins', status: 429, retryAfter: 42 }],
  }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, { ...who, Password: password })
    await shows(canvasElement, { 'errors.retryAfter': '42', 'errors.global.0.code': 'too_many_requests' })
  },
}

/** Signed in already: who that is. */
export const AlreadySignedIn: Story = {
  parameters: on({ users: [identifier], box }),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, { user: 'Ann' })
    await enter(canvasElement, { ...who, Password: password })
    await shows(canvasElement, {
      'errors.sessionId': /^sess_/,
      'errors.global.0.code': 'identifier_already_signed_in',
    })
  },
}

/** What the Frontend API has no part in. */
export const Offline: Story = {
  parameters: on({ ...scenes.signedOut, box, faults: [{ path: '/v1/client/sign_ins', cut: true }] }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, { ...who, Password: password })
    await shows(canvasElement, { 'errors.global.0.code': 'network_error' })
  },
}

/** In the app's own words. */
export const OwnWords: Story = {
  args: { words: { form_password_incorrect: 'Mot de passe incorrect.' } },
  parameters: on({ ...scenes.signedOut, box }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, { ...who, Password: 'wrong' })
    await shows(canvasElement, { 'errors.fields.password.0.message': 'Mot de passe incorrect.' })
  },
}
