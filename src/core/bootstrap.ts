import { FrontdeskError } from './errors'
import type { Internals } from './internals'
import type { Client } from './resources/client'
import { exclusively, ifFree } from './sync/locks'
import { unwrap } from './transport/envelope'

const patience = 7000

/** What `GET /v1/client` says: taken over already, none in an empty 200, or none in a 401 or 404. */
type Found = 'client' | 'empty' | 'missing'

/** Loads the client: bootstraps it where nothing is known yet, else asks again and creates nothing. */
export async function loadClient(internals: Internals): Promise<Client | null> {
  const { clients, mutations, signOuts } = internals
  await signOuts.flush()
  if (clients.snapshot() === undefined) await bootstrap(internals)
  else {
    // A client that does not yet hold what a mutation is doing would undo it.
    await mutations.idle()
    await fetchClient(internals)
  }
  return clients.snapshot() ?? null
}

/** Creates the client where `bootstrap` says so. Whoever holds the lock is the only tab that may. */
async function bootstrap(internals: Internals): Promise<void> {
  const { ambient, clients, options, scope } = internals
  const { bootstrap: policy = 'create' } = options
  const wanted = (found: Found) =>
    found === 'missing' ? policy !== 'read' : found === 'empty' && policy === 'ensure'
  const name = `frontdesk:${scope}:bootstrap`
  await ifFree(ambient, name, async (held) => {
    const found = await fetchClient(internals, wanted)
    if (!wanted(found) || clients.snapshot() !== undefined) return
    if (held) return createOnce(internals)
    await exclusively(ambient, name, async () => {
      if (wanted(await fetchClient(internals, wanted))) await createOnce(internals)
    })
  })
}

async function fetchClient(internals: Internals, willCreate = (_: Found) => false): Promise<Found> {
  const { clients, created, scheme, transport } = internals
  const order = clients.begin()
  const { json, error } = await transport({ method: 'GET', path: '/client', timeout: patience })
  if (error?.status === 401 && clients.snapshot() === undefined && (await scheme.hasClientToken())) {
    throw new FrontdeskError('client_token_rejected', { status: 401, errors: error.errors, cause: error })
  }
  const refused = error && !isNoClient(error)
  if (refused) throw error
  const client = error ? null : unwrap(json)
  const found = client !== null ? 'client' : error ? 'missing' : 'empty'
  if (found === 'client') created.clear()
  if (!willCreate(found)) clients.accept(order, client)
  return found
}

/** A 401 or 404 by which the Frontend API itself says that there is no client. */
function isNoClient({ status, code }: FrontdeskError): boolean {
  if (code === 'captcha_required' || code === 'fapi_not_found' || code === 'dev_browser_unauthenticated')
    return false
  return status === 401 || status === 404
}

/** One creation at a time; one that hangs is not sent again, and taken over whenever it answers. */
async function createOnce(internals: Internals): Promise<void> {
  const { ambient, created } = internals
  created.flight ??= create(internals).finally(() => {
    created.flight = undefined
  })
  let stop = () => {}
  const tooLong = new Promise<never>((_, reject) => {
    stop = ambient.timeout(() => reject(new FrontdeskError('timeout', { about: '/v1/client' })), patience)
  })
  await Promise.race([created.flight, tooLong]).finally(() => stop())
}

async function create({ clients, created, transport }: Internals): Promise<void> {
  if (created.count() >= 2) {
    throw new FrontdeskError('client_not_kept')
  }
  const order = clients.begin()
  const { json, error } = await transport({ method: 'POST', path: '/client' })
  if (error) throw error
  created.add()
  clients.accept(order, unwrap(json))
}
