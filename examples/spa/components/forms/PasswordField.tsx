import type { FormErrors } from 'frontdesk'
import { TextField } from './TextField'

interface PasswordFieldProps {
  label?: string
  name: string
  /** Whether it is one that the user has, or is to think of. */
  kind: 'current' | 'new'
  errors: FormErrors
  defaultValue?: string | undefined
  isNext?: boolean | undefined
}

export function PasswordField({ label = 'Password', kind, name, errors, ...rest }: PasswordFieldProps) {
  return (
    <TextField
      {...rest}
      label={label}
      name={name}
      type="password"
      autoComplete={`${kind}-password`}
      hint={kind === 'new' && 'At least eight characters.'}
      errors={errors.fields[name]}
      required
    />
  )
}
