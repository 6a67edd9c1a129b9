import { type FormErrors, type FrontdeskError, formErrors } from 'frontdesk'
import { useState } from 'react'
import { words } from '../../errors'

/** What a form shows of the last failure; nothing of one that was there before the form was. */
export function useFormErrors(error: FrontdeskError | null): FormErrors {
  const [former] = useState(error)
  return formErrors(error === former ? null : error, { words })
}
