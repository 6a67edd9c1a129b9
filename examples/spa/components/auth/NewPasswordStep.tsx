import { type UseSignInReturnType, usePasswordReset } from 'frontdesk'
import { Checkbox } from '../forms/Checkbox'
import { Form } from '../forms/Form'
import { HiddenUsername } from '../forms/HiddenUsername'
import { PasswordField } from '../forms/PasswordField'
import { SubmitButton } from '../forms/SubmitButton'
import { useFormErrors } from '../forms/useFormErrors'
import { Step } from './Step'

/** The end of a forgotten password: another one. */
export function NewPasswordStep({ flow }: { flow: UseSignInReturnType }) {
  const { setPassword } = usePasswordReset(flow)
  const errors = useFormErrors(flow.error)
  return (
    <Step title="Choose a new password" lead={flow.signIn.identifier}>
      <Form
        label="New password"
        errors={errors}
        fields={['password']}
        onSubmit={(form) =>
          setPassword({
            password: String(form.get('password')),
            signOutOfOtherSessions: form.has('others'),
          })
        }
      >
        <HiddenUsername value={flow.signIn.identifier} />
        <PasswordField kind="new" label="New password" name="password" errors={errors} isNext />
        <Checkbox name="others" label="Sign out on all other devices" defaultChecked />
        <SubmitButton isPending={flow.isPending}>Set the password</SubmitButton>
      </Form>
    </Step>
  )
}
