import { createContext, useContext } from 'react'
import { FrontdeskError } from '../core/errors'
import type { Frontdesk } from '../core/types'

export const FrontdeskContext = createContext<Frontdesk | undefined>(undefined)

/**
 * The handle of the nearest `<ClientProvider>`: for what has no hook, e.g. `frontdesk.request()`.
 *
 * @throws FrontdeskError `provider_missing`.
 */
export function useFrontdesk(): Frontdesk {
  const frontdesk = useContext(FrontdeskContext)
  if (frontdesk) return frontdesk
  throw new FrontdeskError('provider_missing')
}
