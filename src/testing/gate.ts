import type { Fapi } from '../fapi'
import { fits, nameOf } from './endpoint'

/** What stands between the tabs and the box. */
export interface Gate {
  /** The box, as a browser is given it. */
  readonly fapi: Fapi
  /** How many requests wait for an answer, without those that are held. */
  readonly underWay: number
  /** How many were answered, or failed. */
  readonly answered: number
  readonly isHolding: boolean
  /** Keeps requests to an endpoint from the box, those to come, until `release()`. */
  hold(endpoint: string): void
  release(): void
}

export function createGate(fapi: Fapi): Gate {
  let held: string[] = []
  const waiting: (() => void)[] = []
  let underWay = 0
  let answered = 0

  const fetch: Fapi['fetch'] = async (request, host) => {
    const name = nameOf(new URL(request.url), request.method)
    while (held.some((endpoint) => fits(endpoint, name)))
      await new Promise<void>((resolve) => waiting.push(resolve))
    underWay++
    try {
      return await fapi.fetch(request, host)
    } finally {
      underWay--
      answered++
    }
  }
  return {
    fapi: Object.create(fapi, { fetch: { value: fetch } }),
    get underWay() {
      return underWay
    },
    get answered() {
      return answered
    },
    get isHolding() {
      return held.length > 0
    },
    hold: (endpoint) => void held.push(endpoint),
    release() {
      held = []
      for (const goOn of waiting.splice(0)) goOn()
    },
  }
}
