import type { Ambient, AmbientChannel } from './ambient'
import { orElse } from './orElse'
import { type Page, pageOf } from './page'

/** Only the file that owns a floor writes it. All others see it as readonly. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** The lowest floor of a handle. Higher floors extend the same object: `Wire`, `Store`, `Engine`. */
export interface Host {
  readonly ambient: Ambient
  /** Stands before the network and the locks while somebody looks on. `ambient` stays as it was given: it is compared. */
  readonly tap?: Pick<Ambient, 'fetch' | 'locks'> | undefined
  /** Names this handle in storage, locks, channels and query keys. */
  readonly scope: string
  readonly flights: Map<string, Promise<unknown>>
  readonly singletons: Map<unknown, unknown>
  /** Runs on the first mount. The function that it returns runs after the last unmount. */
  readonly onMount: Set<() => (() => void) | undefined>
  readonly onAwake: Set<(isRestored?: boolean) => void>
  /** A message of another tab, or of another handle on this page, of our version. Its content is untrusted. */
  readonly onMessage: Set<(message: Readonly<Record<string, unknown>>) => void>
  readonly hear: (message: unknown) => void
  readonly page: Page
  readonly mounts: number
  /** Aborts one macrotask after the last unmount. The next mount gets a new one. */
  readonly lifetime: AbortController
  readonly inBatch: <T>(task: () => T) => T
}

const version = 1

export function createHost(ambient: Ambient, scope: string): Host {
  const onMessage: Host['onMessage'] = new Set()
  return {
    ambient,
    scope,
    flights: new Map(),
    singletons: new Map(),
    onMount: new Set(),
    onAwake: new Set(),
    onMessage,
    hear(data) {
      const message = data as Record<string, unknown> | null
      if (message?.v === version) for (const hear of onMessage) hear(message)
    },
    page: pageOf(ambient, scope),
    mounts: 0,
    lifetime: new AbortController(),
    inBatch: (task) => task(),
  }
}

export const storageKey = ({ scope }: Host, name: string): string => `frontdesk.${scope}.${name}`

export function batchWith(host: Writable<Host>, batch: Host['inBatch']): void {
  host.inBatch = batch
}

/** All handles on a page share one channel: none hears its own messages, each those of the others. */
export function openChannel({ ambient, hear, page, scope }: Host): void {
  page.listeners.add(hear)
  // Browsers that block cookies forbid channels, too.
  page.channel ??= orElse(() => ambient.openChannel?.(`frontdesk.${scope}`))
  if (!page.channel) return
  page.channel.onmessage = ({ data }) => {
    for (const listener of page.listeners) listener(data)
  }
}

export function closeChannel({ hear, page }: Host): void {
  page.listeners.delete(hear)
  if (page.listeners.size > 0) return
  page.channel?.close()
  page.channel = undefined
}

/** Tells the other handles on this page, and the other tabs with `channel`. */
export function tell({ hear, page }: Host, content: object, channel?: AmbientChannel): void {
  const message = { v: version, ...content }
  orElse(() => channel?.postMessage(message))
  for (const listener of page.listeners) if (listener !== hear) listener(message)
}

/** Tells all other handles, those of other tabs too. */
export const post = (host: Host, content: object): void => tell(host, content, host.page.channel)

/** @param reason - why what was under way is aborted. */
export function createLifecycle(
  host: Writable<Host>,
  reason?: () => Error,
): { mount(): void; unmount(): void } {
  const { ambient, onMount, onAwake } = host
  let stops: (undefined | (() => void))[] | undefined

  function setUp() {
    // A part may refuse the mount by throwing. Run these first, so that nothing is left open then.
    const stopParts = [...onMount].map((mount) => mount())
    openChannel(host)
    const stopListening = ambient.page?.onWake((isRestored) => {
      for (const wake of onAwake) wake(isRestored)
    })
    return [stopListening, ...stopParts, () => closeChannel(host)]
  }

  return {
    mount() {
      stops ??= setUp()
      host.mounts++
    },
    unmount() {
      host.mounts = Math.max(0, host.mounts - 1)
      // StrictMode and moves within the tree remount at once. Wait one macrotask before tearing down.
      ambient.timeout(() => {
        if (host.mounts > 0) return
        host.lifetime.abort(reason?.())
        host.lifetime = new AbortController()
        for (const stop of stops ?? []) stop?.()
        stops = undefined
      }, 0)
    },
  }
}
