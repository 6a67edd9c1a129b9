import type { Engine } from '../../core/engine/engine'
import type { Ambient } from '../../core/host/ambient'
import { orElse } from '../../core/host/orElse'
import { askedOf, tokensIn, verdictOf } from './plain'
import type { Answered, Timeline } from './timeline'
import { whyAsked } from './why'

/** Which entry brought a token. It never leaves the memory. */
export interface TokenSources {
  note(jwt: string, id: number): void
  find(jwt: string): number | undefined
}

const mostTokens = 100

export function createTokenSources(): TokenSources {
  const sources = new Map<string, number>()
  return {
    note(jwt, id) {
      sources.set(jwt, sources.get(jwt) ?? id)
      const [oldest] = sources.keys()
      if (sources.size > mostTokens) sources.delete(oldest!)
    },
    find: (jwt) => sources.get(jwt),
  }
}

/** `fetch`, writing down what was asked, why, and what came of it. */
export function watchedFetch(engine: Engine, timeline: Timeline, sources: TokenSources): Ambient['fetch'] {
  const { ambient } = engine
  return async (href, init) => {
    const url = new URL(href)
    const method = url.searchParams.get('_method') ?? init.method ?? 'GET'
    const request = askedOf(url, method, init.body, engine.base)
    const fields = init.body instanceof URLSearchParams ? init.body : new URLSearchParams()
    const id = timeline.add({
      kind: 'request',
      what: `${request.method} ${request.path}`,
      request,
      ...whyAsked(request, fields, engine, timeline.entries),
    })
    const start = ambient.now()
    const finish = (outcome: string, rest: Partial<Answered> = {}) => {
      const milliseconds = Math.max(0, ambient.now() - start)
      const none = {
        status: undefined,
        codes: [],
        traceId: undefined,
        retryAfter: undefined,
        client: undefined,
      }
      timeline.change(id, { outcome, result: { ...none, ...rest, milliseconds } })
    }
    const fail = () =>
      finish(init.signal?.aborted ? 'No answer in time, or nobody waits for it any more.' : 'Not delivered.')
    try {
      const response = await ambient.fetch(href, init)
      const { status, headers } = response
      const retryAfter = headers.get('Retry-After') ?? undefined
      const read = response.text.bind(response)
      const text = async () => {
        const answer = await read().catch((error) => {
          fail()
          throw error
        })
        const json = orElse((): unknown => JSON.parse(answer))
        for (const jwt of tokensIn(json)) sources.note(jwt, id)
        const isLoad = request.method === 'GET' && request.path === '/client'
        const isNone = isLoad && /^(200|204|401|404)$/.test(`${status}`) && (status === 204 || isOurs(json))
        finish(outcomeOf(status, json, answer), { status, retryAfter, ...verdictOf(json, isNone) })
        return answer
      }
      orElse(() => Object.defineProperty(response, 'text', { value: text }))
      finish(`${status}, and the rest is on its way.`, { status, retryAfter })
      return response
    } catch (error) {
      fail()
      throw error
    }
  }
}

/** Whether an answer is in the Frontend API's envelope. */
const isOurs = (json: unknown) => Object(json).response !== undefined || Array.isArray(Object(json).errors)

function outcomeOf(status: number, json: unknown, text: string): string {
  if (json === undefined && text !== '') return `${status}, but not the Frontend API’s: no JSON.`
  return status < 400 ? `${status}, as wanted.` : `Refused with ${status}.`
}

/** Locks, writing down who waited for how long. */
export function watchedLocks(engine: Engine, timeline: Timeline): Ambient['locks'] {
  const { ambient, scope } = engine
  const { locks } = ambient
  return (
    locks && {
      request(name, options, callback) {
        const asked = ambient.now()
        const short = name.replace(`frontdesk.${scope}.`, '').replace(/\|.*/, '')
        const id = timeline.add({
          kind: 'lock',
          what: `Lock “${short}”`,
          cause: options.ifAvailable ? 'Wanted only if it is free.' : 'Tabs take turns.',
        })
        const since = (time: number) => `${Math.max(0, ambient.now() - time)} ms`
        const waited = locks.request(name, options, async (lock) => {
          const got = ambient.now()
          timeline.change(id, {
            outcome: lock === null ? 'Another tab has it.' : `Held after ${since(asked)}.`,
          })
          const result = await callback(lock)
          if (lock !== null)
            timeline.change(id, { outcome: `Held for ${since(got)}, after a wait of ${got - asked} ms.` })
          return result
        })
        waited.catch(() => timeline.change(id, { outcome: `Given up after ${since(asked)}.` }))
        return waited
      },
    }
  )
}
