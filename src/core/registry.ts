import type { QueryClient } from '@tanstack/react-query'
import { createFrontdesk } from './createFrontdesk'
import type { Frontdesk, FrontdeskOptions } from './frontdesk'
import { type Ambient, ambientWith } from './host/ambient'
import type { Host } from './host/host'
import { sleep } from './host/sleep'
import { dropPaused } from './store/isolation'
import type { Seed } from './store/seed'
import { scopeOf } from './wire/wire'

/** The handles that providers made on this page, and whether they were mounted. Empty on a server. */
const handles = new Map<Frontdesk, boolean>()
const grace = 5000

/**
 * This page's handle for these options and this QueryClient, or a new one. It is kept outside React state, which a
 * `<Suspense>` above a provider discards. Dropped on the last unmount; if never mounted, 5 s after its bootstrap.
 *
 * Without a `queryClient` a handle in any will do, and `create` makes that of a new one.
 *
 * @param isClient - whether this surely is no server, though there is no document, as in native apps.
 */
export function joinFrontdesk(
  options: Omit<FrontdeskOptions, 'queryClient'> & { queryClient?: QueryClient | undefined },
  create: () => QueryClient,
  isClient?: boolean,
  seed?: Seed,
): Frontdesk {
  const { queryClient: given } = options
  const ambient = ambientWith(options.ambient)
  const here = handlesOf({ ambient, scope: scopeOf(options, ambient) }).filter((other) => !isLeft(other))
  const known = here.find(({ queryClient }) => !given || queryClient === given)
  if (known) return known
  const frontdesk = createFrontdesk({ ...options, queryClient: given ?? create() }, seed)
  // This QueryClient may have been shown before, to somebody else.
  for (const { state } of here) frontdesk._internal.isolate(state.session)?.()
  if (isClient || typeof document !== 'undefined') void keep(frontdesk)
  return frontdesk
}

/** The members of `ambient` are compared: the object itself is often written inline. */
const handlesOf = ({ ambient, scope }: Pick<Host, 'ambient' | 'scope'>) =>
  [...handles.keys()].filter(
    ({ _internal: other }) =>
      other.scope === scope &&
      (Object.keys({ ...other.ambient, ...ambient }) as (keyof Ambient)[]).every(
        (name) => ambient[name] === other.ambient[name],
      ),
  )

/** Unmounted, and about to be torn down. */
const isLeft = (frontdesk: Frontdesk) => handles.get(frontdesk) && frontdesk._internal.mounts === 0

async function keep(frontdesk: Frontdesk) {
  const { _internal: engine } = frontdesk
  const forget = () => void handles.delete(frontdesk)
  handles.set(frontdesk, false)
  engine.onMount.add(() => {
    handles.set(frontdesk, true)
    // Those of another QueryClient that are left have given way to this one.
    for (const other of handlesOf(engine))
      if (isLeft(other) && other.queryClient !== frontdesk.queryClient) dropPaused(other._internal)
    return forget
  })
  do {
    await engine.loader.underWay()
    if (await sleep(engine, grace)) return
  } while (engine.mounts === 0 && engine.loader.underWay())
  if (engine.mounts === 0) forget()
}
