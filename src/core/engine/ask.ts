import type { Writable } from '../host/host'
import { unwrap } from '../wire/envelope'
import { type FrontdeskError, isForeign } from '../wire/errors'
import { callFapi, type FapiAnswer, type FapiRequest } from '../wire/request'
import type { EngineState } from './engine'

export const getClient: FapiRequest = { method: 'GET', path: '/client', timeout: 7000 }

interface Found extends Pick<FapiAnswer, 'error' | 'order'> {
  client: unknown
}

/** `GET /v1/client`. The client is `null` if the Frontend API says that there is none; `error` is how. */
export async function ask(engine: EngineState): Promise<Found> {
  const { json, error, order } = await (takeEarly(engine) ?? callFapi(engine, getClient))
  if (error && !isNoClient(engine, error)) throw error
  if (error && engine.client === undefined) await engine.scheme.checkToken?.(engine, error)
  return { client: error ? null : unwrap(json), error, order }
}

function takeEarly(engine: Writable<EngineState>): Promise<FapiAnswer> | undefined {
  const { early, sent } = engine
  engine.early = undefined
  // A later request may have changed what the early one would say.
  return sent === 1 ? early : undefined
}

/** Whether the Frontend API itself says that there is no client. */
const isNoClient = ({ scheme }: EngineState, error: FrontdeskError) =>
  (error.status === 401 || error.status === 404) &&
  !isForeign(error) &&
  !scheme.isRenewable?.(error) &&
  error.code !== 'captcha_required'
