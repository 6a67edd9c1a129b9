import { useMutation } from '@tanstack/react-query'
import { type FrontdeskError, useFrontdesk, useReverification, useUser } from 'frontdesk'
import { type ChangePasswordParameters, changePassword } from 'frontdesk/core'
import { useState } from 'react'
import { emailOf } from '../../people'
import { Checkbox } from '../forms/Checkbox'
import { Form } from '../forms/Form'
import { HiddenUsername } from '../forms/HiddenUsername'
import { PasswordField } from '../forms/PasswordField'
import { SubmitButton } from '../forms/SubmitButton'
import { useFormErrors } from '../forms/useFormErrors'
import { StepUpPanel } from './StepUpPanel'

/** The Frontend API asks for a proof that is younger than ten minutes. */
export function ChangePassword() {
  const frontdesk = useFrontdesk()
  const { data: user } = useUser()
  const { call, reverification } = useReverification((parameters: ChangePasswordParameters) =>
    changePassword(frontdesk, parameters),
  )
  const [times, setTimes] = useState(0)
  const change = useMutation<void, FrontdeskError, () => Promise<void>>({ mutationFn: (step) => step() })
  const errors = useFormErrors(change.error)

  async function submit(form: FormData) {
    const newPassword = String(form.get('newPassword'))
    await change.mutateAsync(() => call({ newPassword, signOutOfOtherSessions: form.has('others') }))
    setTimes(times + 1)
  }

  return (
    <details className="more">
      <summary>Change the password</summary>
      {/* A new key empties the fields. */}
      <Form
        key={times}
        label="Change the password"
        errors={errors}
        fields={['newPassword']}
        onSubmit={submit}
      >
        <HiddenUsername value={user ? emailOf(user) : null} />
        <PasswordField kind="new" label="New password" name="newPassword" errors={errors} />
        <Checkbox name="others" label="Sign out on all other devices" />
        <SubmitButton isPending={change.isPending}>Change it</SubmitButton>
      </Form>
      <p role="status" aria-label="Password">
        {times > 0 && 'The password is changed.'}
      </p>
      {reverification && <StepUpPanel stepUp={reverification} />}
    </details>
  )
}
