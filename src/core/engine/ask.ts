import { unwrap } from '../wire/envelope'
import { type FrontdeskError, isForeign } from '../wire/errors'
import { callFapi, type FapiAnswer } from '../wire/request'
import { getClient, takeEarly } from './early'
import type { EngineState } from './engine'

interface Found extends Pick<FapiAnswer, 'error' | 'order'> {
  client: unknown
}

/** `GET /v1/client`. The client is `null` if the Frontend API says that there is none; `error` is how. */
export async function ask(engine: EngineState): Promise<Found> {
  const { json, error, order } = (await takeEarly(engine)) ?? (await callFapi(engine, getClient))
  if (error && !isNoClient(engine, error)) throw error
  if (error && engine.client === undefined) await engine.scheme.checkToken?.(engine, error)
  return { client: error ? null : unwrap(json), error, order }
}

/** Whether the Frontend API itself says that there is no client. */
const isNoClient = ({ scheme }: EngineState, error: FrontdeskError) =>
  (error.status === 401 || error.status === 404) &&
  !isForeign(error) &&
  !scheme.isRenewable?.(error) &&
  error.code !== 'captcha_required'
