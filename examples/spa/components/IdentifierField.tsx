import type { FrontdeskError } from 'frontdesk'
import { describeError, fieldOf } from '../errors'
import { TextField } from './TextField'

interface IdentifierFieldProps {
  defaultValue: string | undefined
  error: FrontdeskError | null
  /** Given the session that the account has already. */
  onSwitch: (sessionId: string) => void
}

export function IdentifierField({ defaultValue, error, onSwitch }: IdentifierFieldProps) {
  const isHere = fieldOf(error) === 'identifier'
  const sessionId = isHere && error?.errors[0]?.meta.sessionId
  return (
    <TextField
      label="Email address"
      name="identifier"
      inputMode="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      defaultValue={defaultValue}
      error={
        isHere &&
        error && (
          <>
            {describeError(error)}{' '}
            {typeof sessionId === 'string' && (
              <button type="button" className="link" onClick={() => onSwitch(sessionId)}>
                Switch to it
              </button>
            )}
          </>
        )
      }
    />
  )
}
