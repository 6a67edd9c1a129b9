import type { FrontdeskError } from 'frontdesk'
import { describeError, fieldOf } from '../errors'

interface FormErrorProps {
  error: FrontdeskError | null
  /** The fields that are shown: what belongs to one of them is said there. */
  fields: readonly string[]
}

export function FormError({ error, fields }: FormErrorProps) {
  if (!error || fields.includes(String(fieldOf(error)))) return null
  return (
    <p className="error" role="alert">
      {describeError(error)}
    </p>
  )
}
