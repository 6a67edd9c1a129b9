import type { Internals } from './internals'
import { piggyback, unwrap } from './transport/envelope'
import type { FapiAnswer, FapiRequest } from './transport/request'

export interface MutationAnswer extends FapiAnswer {
  order: number
}

export interface Mutations {
  /**
   * Sends a request that may change the client, takes over the client that its answer carries, and tells the
   * other tabs.
   *
   * @returns the resource in the answer.
   * @throws FrontdeskError
   */
  mutate(request: FapiRequest): Promise<unknown>
  /** The first half of `mutate`: sends, and applies nothing. */
  send(request: FapiRequest): Promise<MutationAnswer>
  /** The second half of `mutate`. */
  settle(answer: MutationAnswer, client?: unknown): unknown
  /** Resolves when no mutation is under way: a client asked for meanwhile might lack what it does. */
  idle(): Promise<unknown>
}

export function createMutations(internals: Internals): Mutations {
  const running = new Set<Promise<unknown>>()
  let overlapped = false

  async function send(request: FapiRequest): Promise<MutationAnswer> {
    // While it bootstraps, a sign-in too would create a client. A bootstrap that failed forbids nothing.
    if (internals.clients.snapshot() === undefined) await internals.loader.settled()
    await internals.signOuts.flush()
    overlapped ||= running.size > 0
    const order = internals.clients.begin()
    const answer = internals.transport(request)
    running.add(answer)
    try {
      return { order, ...(await answer) }
    } catch (error) {
      // Whether the Frontend API can be reached at all: the connection is to say so, and to recover.
      internals.loader.refresh()
      throw error
    } finally {
      running.delete(answer)
      // Nobody knows in which order the server took two mutations that ran at once: it is asked.
      if (overlapped && running.size === 0) {
        overlapped = false
        internals.loader.refresh()
      }
    }
  }

  function settle({ json, error, order }: MutationAnswer, client = piggyback(json)): unknown {
    const { clients, loader, tabs } = internals
    const before = clients.snapshot()
    if (client) clients.accept(order, client)
    if (clients.snapshot() !== before) tabs.post({ type: 'changed' })
    // A 401 speaks of the session, not of the client: whether that is gone, only the client tells.
    if (error?.status === 401 && error.code !== 'captcha_required') loader.refresh()
    if (error) throw error
    return unwrap(json)
  }

  return {
    send,
    settle,
    mutate: async (request) => settle(await send(request)),
    idle: () => Promise.allSettled(running),
  }
}
