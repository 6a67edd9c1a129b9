import { Hono } from 'hono/tiny'
import type { Box } from '../box'
import { assembleFapi } from '../createFapi'
import type { Fapi } from '../handle'
import type { FapiEnv } from '../http/env'
import { isLoopbackHost, parseHost } from '../http/origins'
import type { FapiOptions } from '../options'
import { checkBeyond } from '../state/beyond'
import type { Keeper } from '../storage'
import { resetTo } from './control/reset'
import { controlRoutes } from './control/routes'
import { createSecret } from './control/secret'
import type { Webhooks } from './control/webhooks'
import { pageRoutes } from './pageRoutes'

/** A box that people can open in a browser. */
export interface FapiWithPages extends Fapi {
  /** What the inspector and the control API ask for. */
  readonly controlSecret: string
}

/** What a box on a port has besides. */
interface PagesHost {
  /** What controls it. Default: a new one. */
  secret?: string | undefined
  /** Keeps what it remembers. Default: as the option `storage` does. */
  keeper?: Keeper | undefined
  /** What tells an app of events. Default: nothing does. */
  webhooks?: Webhooks | undefined
}

/** A box that people can open in a browser, once it is on a port. Inside a page, where nobody can, they would only weigh. */
export function createFapiWithPages(
  options: FapiOptions = {},
  { secret = createSecret(), keeper, webhooks }: PagesHost = {},
): FapiWithPages {
  const isOpen = options.hosts?.some((host) => !isLoopbackHost(parseHost(host))) ?? false
  const createPages = (fapi: Fapi, box: Box) => {
    // A file that is wrong is refused at once. Inside a page the check would only weigh.
    checkBeyond(box.state)
    return new Hono<FapiEnv>()
      .route('/', pageRoutes)
      .route('/', controlRoutes({ fapi, webhooks, reset: resetTo(box, webhooks) }, { secret, isOpen }))
  }
  const fapi = assembleFapi(options, createPages, keeper)
  return Object.assign(fapi, { controlSecret: secret })
}

/** Where the inspector is. It takes what is behind the `#`, which no server sees, out of the address at once. */
export function inspectorUrl(url: string, secret: string): string {
  return `${url}/#secret=${secret}`
}
