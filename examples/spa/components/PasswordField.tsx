import type { FrontdeskError } from 'frontdesk'
import { describeError, fieldOf } from '../errors'
import { TextField } from './TextField'

interface PasswordFieldProps {
  defaultValue: string | undefined
  error: FrontdeskError | null
}

export function PasswordField({ defaultValue, error }: PasswordFieldProps) {
  return (
    <TextField
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
