import { type FormErrors, type ResetPasswordTask, useUser } from 'frontdesk'
import { emailOf } from '../../people'
import { Form } from '../forms/Form'
import { HiddenUsername } from '../forms/HiddenUsername'
import { PasswordField } from '../forms/PasswordField'
import { SubmitButton } from '../forms/SubmitButton'

interface ResetPasswordProps {
  task: ResetPasswordTask
  errors: FormErrors
  isPending: boolean
}

export function ResetPassword({ task, errors, isPending }: ResetPasswordProps) {
  const { data: user } = useUser()
  return (
    <div className="step">
      <p className="muted">The one there was is not good enough any more.</p>
      <Form
        label="New password"
        errors={errors}
        fields={['newPassword']}
        onSubmit={(form) => task.changePassword({ newPassword: String(form.get('newPassword')) })}
      >
        <HiddenUsername value={user ? emailOf(user) : null} />
        <PasswordField kind="new" label="New password" name="newPassword" errors={errors} isNext />
        <SubmitButton isPending={isPending}>Set the password</SubmitButton>
      </Form>
    </div>
  )
}
