import type { QueryClient } from '@tanstack/react-query'
import { createFrontdesk } from './createFrontdesk'
import type { Frontdesk, FrontdeskOptions } from './frontdesk'
import { sleep } from './host/sleep'
import { scopeOf } from './wire/wire'

/** The handles that providers made on this page, by scope. Empty on a server. */
const handles = new Map<string, Frontdesk>()
const grace = 5000

/**
 * This page's handle for these options, or a new one. It is kept outside React state, which a `<Suspense>` above
 * a provider discards. Dropped on the last unmount; if never mounted, 5 s after its bootstrap.
 *
 * @param isClient - whether this surely is no server, though there is no document, as in native apps.
 */
export function joinFrontdesk(
  options: Omit<FrontdeskOptions, 'queryClient'>,
  queryClient: () => QueryClient,
  isClient?: boolean,
): Frontdesk {
  const scope = scopeOf(options)
  const known = handles.get(scope)
  if (known) return known
  const frontdesk = createFrontdesk({ ...options, queryClient: queryClient() })
  if (isClient || typeof document !== 'undefined') void keep(scope, frontdesk)
  return frontdesk
}

async function keep(scope: string, frontdesk: Frontdesk) {
  const { _internal: engine } = frontdesk
  const forget = () => void (handles.get(scope) === frontdesk && handles.delete(scope))
  function remember() {
    if (!handles.has(scope)) handles.set(scope, frontdesk)
    return forget
  }
  remember()
  engine.onMount.add(remember)
  do {
    await engine.loader.underWay()
    if (await sleep(engine, grace)) return
  } while (engine.mounts === 0 && engine.loader.underWay())
  if (engine.mounts === 0) forget()
}
