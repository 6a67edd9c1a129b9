import { type UseSignInReturnType, useSetActive } from 'frontdesk'
import { Form } from '../forms/Form'
import { SubmitButton } from '../forms/SubmitButton'
import { TextField } from '../forms/TextField'
import { useFormErrors } from '../forms/useFormErrors'
import { People } from './People'
import { Step } from './Step'
import { WaysIn } from './WaysIn'

interface IdentifierStepProps {
  flow: UseSignInReturnType
  onDone: () => void
  onSignUp: (identifier: string) => void
}

/** Who it is. The answer says how they can prove it. */
export function IdentifierStep({ flow, onDone, onSignUp }: IdentifierStepProps) {
  const errors = useFormErrors(flow.error)
  const setActive = useSetActive()
  const { sessionId } = errors
  const isUnknown = errors.fields.identifier?.some(({ code }) => code === 'form_identifier_not_found')

  return (
    <Step title="Who is it?" lead="The answer says how to go on.">
      <Form
        label="Sign in"
        errors={errors}
        fields={['identifier']}
        onSubmit={(form) => flow.create({ identifier: String(form.get('identifier')).trim() })}
      >
        <TextField
          label="E-mail address, phone number or username"
          name="identifier"
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          required
          isNext
          errors={errors.fields.identifier}
          after={isUnknown && <SignUpInstead onSignUp={onSignUp} />}
        />
        {sessionId && (
          <button
            type="button"
            className="button"
            onClick={() => setActive.mutateAsync({ sessionId }).then(onDone, () => {})}
          >
            Switch to it
          </button>
        )}
        <SubmitButton isPending={flow.isPending}>Continue</SubmitButton>
      </Form>
      <WaysIn flow={flow} />
      <People onPick={({ identifier }) => flow.create({ identifier }).catch(() => {})} />
    </Step>
  )
}

function SignUpInstead({ onSignUp }: Pick<IdentifierStepProps, 'onSignUp'>) {
  return (
    <button
      type="button"
      className="link"
      onClick={({ currentTarget }) => {
        const field = currentTarget.form?.elements.namedItem('identifier')
        onSignUp(field instanceof HTMLInputElement ? field.value : '')
      }}
    >
      Create an account with it
    </button>
  )
}
