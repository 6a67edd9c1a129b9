import { exclusively } from '../../host/locks'
import { perHandle } from '../../host/perHandle'
import { share } from '../../host/share'
import { FrontdeskError, malformed } from '../errors'
import { callFapi } from '../request'
import type { Wire } from '../wire'
import type { SecurityScheme } from './scheme'

let part: typeof import('./devBrowser') | undefined

/** Pages with a production key never load this part. */
export async function loadDevBrowser({ base }: Pick<Wire, 'base'>) {
  try {
    part ??= await import('./devBrowser')
  } catch (cause) {
    throw new FrontdeskError('network_error', { about: base, cause })
  }
}

const createDevBrowser = (wire: Wire) =>
  part?.createDevBrowser(wire, { callFapi, exclusively, malformed, share })

async function devBrowser(wire: Wire): Promise<SecurityScheme> {
  await loadDevBrowser(wire)
  return perHandle(wire, createDevBrowser)!
}

/** DevBrowser, for development keys. */
export const developmentScheme: SecurityScheme = {
  name: 'browser',
  needsPage: true,
  authorize: async (wire, request) => (await devBrowser(wire)).authorize(wire, request),
  isRenewable: ({ code }) => code === 'dev_browser_unauthenticated',
  renew: async (wire, request) => (await devBrowser(wire)).renew?.(wire, request),
}
