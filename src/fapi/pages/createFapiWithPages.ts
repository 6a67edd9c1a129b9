import { Hono } from 'hono'
import { assembleFapi } from '../createFapi'
import type { Fapi } from '../handle'
import type { FapiEnv } from '../http/env'
import type { FapiOptions } from '../options'
import { inspectorRoutes } from './inspectorRoutes'
import { pageRoutes } from './pageRoutes'

/** A box that people can open in a browser, once it is on a port. Inside a page, where nobody can, they would only weigh. */
export function createFapiWithPages(options: FapiOptions = {}): Fapi {
  return assembleFapi(options, (fapi) =>
    new Hono<FapiEnv>().route('/', pageRoutes).route('/', inspectorRoutes(fapi)),
  )
}
