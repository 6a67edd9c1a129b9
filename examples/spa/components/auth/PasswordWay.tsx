import { signInWithPassword, type UseSignInReturnType } from 'frontdesk'
import type { ReactNode } from 'react'
import { boxUrl } from '../../box'
import { seededPeople } from '../../people'
import { Form } from '../forms/Form'
import { HiddenUsername } from '../forms/HiddenUsername'
import { PasswordField } from '../forms/PasswordField'
import { SubmitButton } from '../forms/SubmitButton'
import { useFormErrors } from '../forms/useFormErrors'
import { Step } from './Step'

interface PasswordWayProps {
  flow: UseSignInReturnType
  /** Undefined where a password cannot be reset. */
  onForgotten: (() => void) | undefined
  children: ReactNode
}

export function PasswordWay({ flow, onForgotten, children }: PasswordWayProps) {
  const { identifier } = flow.signIn
  const errors = useFormErrors(flow.error)
  const known = boxUrl && seededPeople.find((person) => person.identifier === identifier)?.password
  return (
    <Step title="Enter your password">
      {children}
      <Form
        label="Enter your password"
        errors={errors}
        fields={['password']}
        onSubmit={(form) => signInWithPassword(flow, { password: String(form.get('password')) })}
      >
        <HiddenUsername value={identifier} />
        <PasswordField kind="current" name="password" errors={errors} defaultValue={known} isNext />
        <SubmitButton isPending={flow.isPending}>Sign in</SubmitButton>
      </Form>
      {onForgotten && (
        <button type="button" className="link start" onClick={onForgotten}>
          Forgot the password?
        </button>
      )}
    </Step>
  )
}
