import type { FormErrors } from 'frontdesk'
import type { ComponentProps } from 'react'
import { Checkbox } from '../forms/Checkbox'
import { PasswordField } from '../forms/PasswordField'
import { TextField } from '../forms/TextField'

interface SignUpFieldProps {
  /** As the Frontend API lists it. */
  name: string
  errors: FormErrors
  defaultValue?: string
  isNext?: boolean | undefined
}

const fields: Readonly<Record<string, ComponentProps<'input'> & { label: string; hint?: string }>> = {
  emailAddress: { label: 'E-mail address', type: 'email', autoComplete: 'email', spellCheck: false },
  phoneNumber: {
    label: 'Phone number',
    type: 'tel',
    autoComplete: 'tel',
    hint: 'With the country’s code, such as +15555550123.',
  },
  username: { label: 'Username', autoComplete: 'username', autoCapitalize: 'none', spellCheck: false },
  firstName: { label: 'First name', autoComplete: 'given-name' },
  lastName: { label: 'Last name', autoComplete: 'family-name' },
}

/** The field for one of the things that new users say. */
export function SignUpField({ name, errors, ...rest }: SignUpFieldProps) {
  if (name === 'password')
    return <PasswordField kind="new" name={name} errors={errors} isNext={rest.isNext} />
  if (name === 'legalAccepted')
    return <Checkbox name={name} label="I accept the terms" errors={errors.fields[name]} required />
  return (
    <TextField
      {...(fields[name] ?? { label: name })}
      {...rest}
      name={name}
      errors={errors.fields[name]}
      required
    />
  )
}
