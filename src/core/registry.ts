import { createFrontdesk, type Instance, scopeOf } from './createFrontdesk'
import type { Frontdesk, FrontdeskOptions } from './types'

/** The handles that providers made on this page: those for one key join. Empty on a server. */
const handles = new Map<string, Frontdesk>()
const grace = 5000

/**
 * The handle that this page has for these options' key, or a new one. It lives outside React state, because a
 * `<Suspense>` above a provider throws that away and tries again. One that nobody mounts goes 5 s after its
 * bootstrap has settled; the others when they are unmounted.
 */
export function joinFrontdesk(options: FrontdeskOptions): Frontdesk {
  if (typeof document === 'undefined') return createFrontdesk(options)
  const scope = scopeOf(options)
  const known = handles.get(scope)
  if (known) return known
  const frontdesk = createFrontdesk(options)
  handles.set(scope, frontdesk)
  releaseUnmounted(scope, frontdesk)
  return frontdesk
}

/** The handle that this page has for that key, if any. */
export const findFrontdesk = (options: Instance) => handles.get(scopeOf(options))

function releaseUnmounted(scope: string, frontdesk: Frontdesk) {
  const { ambient, hooks, loader } = frontdesk._internal
  let cancel: () => void
  function waitForMount() {
    cancel = ambient.timeout(() => {
      if (loader.isBusy()) void loader.settled().then(waitForMount)
      else forget()
    }, grace)
  }
  function forget() {
    if (handles.get(scope) === frontdesk) handles.delete(scope)
  }
  hooks.mounted = () => cancel()
  hooks.tornDown = forget
  waitForMount()
}
