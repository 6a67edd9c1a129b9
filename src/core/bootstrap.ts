import { FrontdeskError } from './errors'
import type { Internals } from './internals'
import type { Client } from './resources/client'
import { exclusively } from './sync/locks'
import { unwrap } from './transport/envelope'

/** What `GET /v1/client` says: a client; none, in an empty 200; or none, in a 401 or 404. */
type Found = 'client' | 'empty' | 'missing'

/** Loads the client: bootstraps it where nothing is known yet, else asks again and creates nothing. */
export async function loadClient(internals: Internals): Promise<Client | null> {
  const { clients, mutations, signOuts } = internals
  await signOuts.flush()
  // A client that does not yet hold what a mutation is doing would undo it; and a sign-in may be creating one.
  await mutations.idle()
  await (clients.snapshot() === undefined ? bootstrap : fetchClient)(internals)
  return clients.snapshot() ?? null
}

/** Creates the client where `bootstrap` says so. Whoever holds the lock is the only tab that may. */
async function bootstrap(internals: Internals): Promise<void> {
  const { ambient, clients, lifecycle, options, scope } = internals
  const signal = lifecycle.signal()
  const { bootstrap: policy = 'create' } = options
  const creates = (found: Found) =>
    clients.snapshot() === undefined &&
    (found === 'empty' ? policy === 'ensure' : found === 'missing' && policy !== 'read')
  const name = `frontdesk:${scope}:bootstrap`
  // In most tabs nothing has to be created: none waits for a lock before it has asked.
  const wanted = await exclusively(ambient, name, attempt, { ifAvailable: true })
  if (wanted) await exclusively(ambient, name, attempt)

  /** @returns whether a creation is wanted that only the holder of the lock may make. */
  async function attempt(held: boolean): Promise<boolean> {
    const wanted = creates(await fetchClient(internals, creates))
    if (wanted && held) {
      await internals.createOnce()
      // Asked for before a remount, its answer was dropped; the client is there.
      if (clients.snapshot() === undefined && !signal.aborted) await fetchClient(internals)
    }
    return wanted && !held
  }
}

/** Takes over the client that is found, and that there is none unless one `creates` it now. */
async function fetchClient(internals: Internals, creates = (_: Found) => false): Promise<Found> {
  const { clients, created, scheme, transport } = internals
  const order = clients.begin()
  const { json, error } = await transport({ method: 'GET', path: '/client', timeout: 7000 })
  if (error?.status === 401 && clients.snapshot() === undefined && (await scheme.hasClientToken?.())) {
    throw new FrontdeskError('client_token_rejected', { status: 401, errors: error.errors, cause: error })
  }
  if (error && !isNoClient(error)) throw error
  const client = error ? null : unwrap(json)
  const found = error ? 'missing' : client === null ? 'empty' : 'client'
  if (found === 'client') created.write()
  if (!creates(found)) clients.accept(order, client)
  return found
}

/** A 401 or 404 by which the Frontend API itself says that there is no client. */
const isNoClient = ({ status, code }: FrontdeskError) =>
  (status === 401 || status === 404) &&
  !/^(captcha_required|dev_browser_unauthenticated|fapi_not_found|request_failed)$/.test(code)

/** Nothing aborts it: that would not undo the request. */
export async function create({ ambient, clients, created, tabs, transport }: Internals): Promise<void> {
  const creations = Number(created.read() ?? 0)
  if (creations >= 2) throw new FrontdeskError('client_not_kept')
  const order = clients.begin()
  const { json, error } = await transport({ method: 'POST', path: '/client' })
  if (error) throw error
  created.write(`${creations + 1}`)
  clients.accept(order, unwrap(json))
  // Without locks other tabs create too, and cookies keep only one: all come to show that.
  if (!ambient.locks) tabs.post({ type: 'changed' })
}
