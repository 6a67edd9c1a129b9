import { useMutation } from '@tanstack/react-query'
import { type FrontdeskError, useFrontdesk, usePasskeys, useReverification } from 'frontdesk'
import { createPasskey, deletePasskey } from 'frontdesk/core'
import { describeError } from '../../errors'
import { Card } from '../Card'
import { PasskeyRow } from './PasskeyRow'
import { StepUpPanel } from './StepUpPanel'

/** What this user signs in with in place of a password. The Frontend API asks for a proof that is younger than ten minutes. */
export function PasskeysCard() {
  const frontdesk = useFrontdesk()
  const { data: passkeys = [] } = usePasskeys()
  const { call, reverification } = useReverification((step: () => Promise<unknown>) => step())
  const change = useMutation<unknown, FrontdeskError, () => Promise<unknown>>({ mutationFn: call })

  return (
    <Card title="Passkeys" hooks="usePasskeys · useReverification">
      {passkeys.length > 0 && (
        <ul className="accounts" aria-label="Passkeys">
          {passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              onRemove={() => change.mutate(() => deletePasskey(frontdesk, { passkeyId: passkey.id }))}
            />
          ))}
        </ul>
      )}
      <button
        type="button"
        className="button choice"
        data-next
        aria-disabled={change.isPending}
        onClick={() => change.isPending || change.mutate(() => createPasskey(frontdesk))}
      >
        <strong>Add a passkey</strong>
        <span>This device, or a key that you carry, signs you in with no password.</span>
      </button>
      {change.error && (
        <p className="error" role="alert">
          {describeError(change.error)}
        </p>
      )}
      {reverification && <StepUpPanel stepUp={reverification} />}
    </Card>
  )
}
