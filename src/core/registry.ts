import { createFrontdesk } from './createFrontdesk'
import type { Frontdesk, FrontdeskOptions } from './frontdesk'
import { scopeOf, type WireOptions } from './wire/wire'

/** The handles that providers made on this page: those for one key join. Empty on a server. */
const handles = new Map<string, Frontdesk>()
const grace = 5000

/**
 * The handle that this page has for these options' key, or a new one. It lives outside React state, because a
 * `<Suspense>` above a provider throws that away and tries again. One that nobody mounts goes 5 s after its
 * bootstrap has settled; the others when they are unmounted.
 */
export function joinFrontdesk(options: FrontdeskOptions): Frontdesk {
  const known = findFrontdesk(options)
  if (known) return known
  const frontdesk = createFrontdesk(options)
  if (typeof document !== 'undefined') keep(scopeOf(options), frontdesk)
  return frontdesk
}

/** The handle that this page has for that key, if any. */
export const findFrontdesk = (options: WireOptions) => handles.get(scopeOf(options))

function keep(scope: string, frontdesk: Frontdesk) {
  const { ambient, loader, onMount } = frontdesk._internal
  const forget = () => void (handles.get(scope) === frontdesk && handles.delete(scope))
  let cancel = () => {}
  function waitForMount() {
    cancel = ambient.timeout(() => loader.underWay()?.then(waitForMount) ?? forget(), grace)
  }
  handles.set(scope, frontdesk)
  onMount.add(() => {
    cancel()
    handles.set(scope, frontdesk)
    return forget
  })
  waitForMount()
}
