import type { FapiContext } from '../http/env'
import { FapiError } from '../http/errors'

/** @throws FapiError 400 for a strategy that this instance does not have */
export function checkOn(c: FapiContext, strategy: string): void {
  if (c.get('box').options.strategies.has(strategy)) return
  throw new FapiError(400, 'form_param_value_disabled', `This instance has no "${strategy}"`, {
    meta: { param_name: 'strategy' },
  })
}
