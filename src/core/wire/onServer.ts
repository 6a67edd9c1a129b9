import { FrontdeskError } from './errors'
import type { Wire } from './wire'

/** A browser's scheme without a document: a server, which must load no client for its visitors. */
export const isOnServer = ({ ambient, scheme }: Wire): boolean => Boolean(scheme.needsPage && !ambient.page)

/** Before what sends nothing itself. @throws FrontdeskError `no_client_on_server`. */
export function refuseOnServer(wire: Wire): void {
  if (isOnServer(wire)) throw new FrontdeskError('no_client_on_server')
}
