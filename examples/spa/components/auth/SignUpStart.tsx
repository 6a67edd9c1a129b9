import type { UseSignUpReturnType } from 'frontdesk'
import { useState } from 'react'
import { Form } from '../forms/Form'
import { Segments } from '../forms/Segments'
import { SubmitButton } from '../forms/SubmitButton'
import { useFormErrors } from '../forms/useFormErrors'
import { SignUpField } from './SignUpField'
import { Step } from './Step'
import { SignUpProviders } from './WaysIn'

interface SignUpStartProps {
  flow: UseSignUpReturnType
  identifier: string
}

const kinds = { emailAddress: 'E-mail address', phoneNumber: 'Phone number' } as const

/** How a new user is to be reached. The answer says what else is asked for. */
export function SignUpStart({ flow, identifier }: SignUpStartProps) {
  const errors = useFormErrors(flow.error)
  const [kind, setKind] = useState<keyof typeof kinds>(
    identifier.startsWith('+') ? 'phoneNumber' : 'emailAddress',
  )
  return (
    <Step title="How can you be reached?" lead="What else is needed comes next.">
      <Segments label="Begin with" options={kinds} value={kind} onChange={setKind} />
      <Form
        label="Create an account"
        errors={errors}
        fields={[kind]}
        onSubmit={(form) => flow.create({ [kind]: String(form.get(kind)).trim() })}
      >
        <SignUpField key={kind} name={kind} errors={errors} defaultValue={identifier} isNext />
        <SubmitButton isPending={flow.isPending}>Continue</SubmitButton>
      </Form>
      <SignUpProviders />
    </Step>
  )
}
