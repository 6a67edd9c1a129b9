import { exclusively } from '../../host/locks'
import { orElse } from '../../host/orElse'
import { perHandle } from '../../host/perHandle'
import { share } from '../../host/share'
import { sleep } from '../../host/sleep'
import { FrontdeskError, malformed } from '../errors'
import { callFapi } from '../request'
import type { Wire } from '../wire'
import type { SecurityScheme } from './scheme'

let part: typeof import('./devBrowser') | undefined

/** Loaded on demand: pages with a production key never need it. */
export async function loadDevBrowser({ base }: Pick<Wire, 'base'>) {
  try {
    part ??= await import('./devBrowser')
  } catch (cause) {
    throw new FrontdeskError('network_error', { about: base, cause })
  }
}

const devBrowser = (wire: Wire) => part!.devBrowser(wire, { callFapi, exclusively, malformed, share, sleep })

/** Clerk's DevBrowser scheme. */
export const developmentScheme: SecurityScheme = {
  name: 'browser',
  needsPage: true,
  isForgotten: ({ ambient }) => !orElse(() => ambient.cookies!.cookie.includes('__clerk_db_jwt')),
  isRenewable: ({ code }) => code === 'dev_browser_unauthenticated',
  async authorize(wire, request, refused) {
    await loadDevBrowser(wire)
    return perHandle(wire, devBrowser)(wire, request, refused)
  },
}
