import type { SignUpField as FieldName, UseSignUpReturnType } from 'frontdesk'
import { Form } from '../forms/Form'
import { HiddenUsername } from '../forms/HiddenUsername'
import { SubmitButton } from '../forms/SubmitButton'
import { useFormErrors } from '../forms/useFormErrors'
import { Identified } from './Identified'
import { SignUpField } from './SignUpField'
import { Step } from './Step'

interface MissingFieldsStepProps {
  flow: UseSignUpReturnType
  fields: readonly FieldName[]
}

/** All that is required, and has not been said. */
export function MissingFieldsStep({ flow, fields }: MissingFieldsStepProps) {
  const errors = useFormErrors(flow.error)
  const { emailAddress, phoneNumber } = flow.signUp
  const identifier = emailAddress ?? phoneNumber

  function submit(form: FormData) {
    const said = fields.map((name) => [name, name === 'legalAccepted' ? form.has(name) : form.get(name)])
    return flow.update(Object.fromEntries(said))
  }

  return (
    <Step title="A little more">
      <Identified identifier={identifier} onChange={flow.reset} />
      <Form label="Create an account" errors={errors} fields={fields} onSubmit={submit}>
        <HiddenUsername value={identifier} />
        {fields.map((name, index) => (
          <SignUpField key={name} name={name} errors={errors} isNext={index === 0} />
        ))}
        <SubmitButton isPending={flow.isPending}>Continue</SubmitButton>
      </Form>
    </Step>
  )
}
