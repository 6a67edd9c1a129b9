import type { FrontdeskError } from 'frontdesk'
import { describeError, fieldOf } from '../errors'
import { TextField } from './TextField'

interface PasswordFieldProps {
  defaultValue: string | undefined
  error: FrontdeskError | null
  /** Whether it comes in place of a field that had the focus. */
  takesFocus?: boolean
}

const focus = (input: HTMLInputElement | null) => input?.focus()

export function PasswordField({ defaultValue, error, takesFocus }: PasswordFieldProps) {
  return (
    <TextField
      ref={takesFocus ? focus : undefined}
      label="Password"
      name="password"
      type="password"
      autoComplete="current-password"
      required
      defaultValue={defaultValue}
      error={fieldOf(error) === 'password' && error && describeError(error)}
    />
  )
}
