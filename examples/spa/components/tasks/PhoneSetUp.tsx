import type { FormErrors, SecondFactorPhone, SetupMfaTask } from 'frontdesk'
import { CodeField } from '../forms/CodeField'
import { Form } from '../forms/Form'
import { SubmitButton } from '../forms/SubmitButton'
import { TextField } from '../forms/TextField'

interface PhoneSetUpProps {
  /** Undefined until it is known. */
  phone: SecondFactorPhone | undefined
  task: SetupMfaTask
  errors: FormErrors
  isPending: boolean
  onSent: (phone: SecondFactorPhone) => void
  onBackupCodes: (codes: readonly string[]) => void
}

/** A number, and the code that is sent to it. */
export function PhoneSetUp({ phone, task, errors, isPending, onSent, onBackupCodes }: PhoneSetUpProps) {
  if (!phone)
    return (
      <Form
        key="number"
        label="Phone"
        errors={errors}
        fields={['phoneNumber']}
        onSubmit={async (form) => {
          onSent(await task.createPhone({ phoneNumber: String(form.get('phoneNumber')).trim() }))
        }}
      >
        <TextField
          label="Phone number"
          name="phoneNumber"
          type="tel"
          autoComplete="tel"
          hint="With the country’s code, such as +15555550123."
          errors={errors.fields.phoneNumber}
          isNext
          required
        />
        <SubmitButton isPending={isPending}>Text me a code</SubmitButton>
      </Form>
    )
  return (
    <Form
      key="code"
      label="Phone"
      errors={errors}
      fields={['code']}
      onSubmit={async (form) => {
        const code = String(form.get('code'))
        const { backupCodes } = await task.verifyPhone({ ...phone, code })
        onBackupCodes(backupCodes)
      }}
    >
      <CodeField errors={errors} />
      <SubmitButton isPending={isPending}>Confirm</SubmitButton>
    </Form>
  )
}
