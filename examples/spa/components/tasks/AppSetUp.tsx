import type { FormErrors, SetupMfaTask, Totp } from 'frontdesk'
import { useEffect } from 'react'
import { CodeField } from '../forms/CodeField'
import { Form } from '../forms/Form'
import { SubmitButton } from '../forms/SubmitButton'
import { addToAuthenticator } from '../inbox/authenticator'

interface AppSetUpProps {
  totp: Totp
  task: SetupMfaTask
  errors: FormErrors
  isPending: boolean
  onBackupCodes: (codes: readonly string[]) => void
}

/** The secret for the app, and a code of it in return. */
export function AppSetUp({ totp: { secret, uri }, task, errors, isPending, onBackupCodes }: AppSetUpProps) {
  // As if the app beside it had scanned it.
  useEffect(() => addToAuthenticator('New account', secret), [secret])

  return (
    <>
      <p className="muted">
        Add this secret to an authenticator app, or <a href={uri}>open it there</a>. The one beside it has it
        already.
      </p>
      <p className="secret">
        <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <Form
        label="Authenticator app"
        errors={errors}
        fields={['code']}
        onSubmit={async (form) => {
          const { backupCodes } = await task.verifyTotp({ code: String(form.get('code')) })
          onBackupCodes(backupCodes)
        }}
      >
        <CodeField errors={errors} />
        <SubmitButton isPending={isPending}>Confirm</SubmitButton>
      </Form>
    </>
  )
}
