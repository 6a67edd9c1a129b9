import type { ReverificationFactor, StepUp } from 'frontdesk'
import { useState } from 'react'
import { WayChoice } from '../auth/WayChoice'
import { CodeField } from '../forms/CodeField'
import { Form } from '../forms/Form'
import { GlobalErrors } from '../forms/GlobalErrors'
import { PasswordField } from '../forms/PasswordField'
import { SubmitButton } from '../forms/SubmitButton'
import { useFormErrors } from '../forms/useFormErrors'
import { attempt, factorsOf, isSentFor, labels, prepare } from './stepUp'

/** One proof: a password, a code of an app, or a code that is sent. */
export function StepUpForm({ stepUp }: { stepUp: StepUp }) {
  const factors = factorsOf(stepUp)
  const [chosen, choose] = useState<ReverificationFactor>()
  const factor = chosen ?? factors[0]
  const errors = useFormErrors(stepUp.error)
  const others = factors
    .filter((other) => other.strategy !== factor?.strategy)
    .map((other) => ({ way: other.strategy, label: labels[other.strategy]!, go: () => choose(other) }))

  if (!factor) return <p className="error">The demo knows no proof that counts here.</p>
  const { strategy } = factor
  const needsSending = strategy === 'email_code' || strategy === 'phone_code'
  const isSent = isSentFor(stepUp, factor)
  return (
    <div className="step">
      {needsSending && !isSent ? (
        <>
          <GlobalErrors errors={errors} />
          <button
            type="button"
            className="button primary"
            data-next
            onClick={() => prepare(stepUp, factor)?.catch(() => {})}
          >
            Send a code to {'safeIdentifier' in factor && factor.safeIdentifier}
          </button>
        </>
      ) : (
        <Form
          key={strategy}
          label="Proof"
          errors={errors}
          fields={['password', 'code']}
          onSubmit={(form) => attempt(stepUp, factor, String(form.get('password') ?? form.get('code')))}
        >
          {strategy === 'password' ? (
            <PasswordField kind="current" name="password" errors={errors} isNext />
          ) : (
            <CodeField
              label={strategy === 'backup_code' ? 'Backup code' : 'Code'}
              errors={errors}
              isBackupCode={strategy === 'backup_code'}
            />
          )}
          <SubmitButton isPending={stepUp.isPending}>Confirm</SubmitButton>
        </Form>
      )}
      <WayChoice choices={others} />
    </div>
  )
}
