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
  settle(answer: MutationAnswer): unknown
  /** Resolves when no mutation is under way: a client asked for meanwhile might lack what it does. */
  idle(): Promise<void>
}

export function createMutations(internals: Internals): Mutations {
  let running = 0
  let overlapped = false
  let waiting: (() => void)[] = []

  async function send(request: FapiRequest): Promise<MutationAnswer> {
    // Before the client is known, a sign-in and the bootstrap would each create one. A failed boot forbids nothing.
    await internals.loader.settled()
    await internals.signOuts.flush()
    if (running++ > 0) overlapped = true
    try {
      const order = internals.clients.begin()
      return { order, ...(await internals.transport(request)) }
    } finally {
      if (--running === 0) finish()
    }
  }

  function finish() {
    for (const resolve of waiting) resolve()
    waiting = []
    // Nobody knows in which order the server took two mutations that ran at once: it is asked.
    if (overlapped) void internals.loader.reload().catch(() => {})
    overlapped = false
  }

  function settle({ json, error, order }: MutationAnswer): unknown {
    const { clients, loader, tabs } = internals
    const before = clients.snapshot()
    const client = piggyback(json)
    if (client !== undefined) clients.accept(order, client)
    if (clients.snapshot() !== before) tabs.post({ type: 'changed' })
    // A 401 speaks of the session, not of the client: whether that is gone, only the client tells.
    if (error?.status === 401 && error.code !== 'captcha_required') void loader.reload().catch(() => {})
    if (error) throw error
    return unwrap(json)
  }

  return {
    send,
    settle,
    mutate: async (request) => settle(await send(request)),
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  }
}
