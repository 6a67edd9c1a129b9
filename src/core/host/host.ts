import type { Ambient, AmbientChannel } from './ambient'

/** Lets the file that owns a floor write what all others only read. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * What a handle stands on: its surroundings, and who needs it. Each floor above adds to the same object: `Wire`,
 * `Store`, `Engine`. A function takes the lowest floor that it can do with.
 */
export interface Host {
  readonly ambient: Ambient
  /** Names this handle's instance in storage, locks, channels and query keys. */
  readonly scope: string
  /** What is under way and shared, by name. */
  readonly flights: Map<string, Promise<unknown>>
  /** What `perHandle` made. */
  readonly singletons: Map<unknown, unknown>
  /** Somebody needs the handle. What is returned runs when nobody does any more. */
  readonly onMount: Set<() => (() => void) | undefined>
  /** The page is shown, focused, online again, or restored from the back/forward cache. */
  readonly onWake: Set<(isRestored?: boolean) => void>
  /** Another tab says something of our version. Foreign input: no more than that is known. */
  readonly onMessage: Set<(message: Readonly<Record<string, unknown>>) => void>
  /** How many need the handle. */
  readonly mounts: number
  /** Aborts one macrotask after the last unmount. The next mount has another. */
  readonly lifetime: AbortController
  /** To the other tabs, while mounted. */
  readonly channel: AmbientChannel | undefined
  /** Runs several changes so that React renders once. */
  readonly batch: <T>(task: () => T) => T
}

/** Messages of other versions are ignored. */
const version = 1

export const createHost = (ambient: Ambient, scope: string): Host => ({
  ambient,
  scope,
  flights: new Map(),
  singletons: new Map(),
  onMount: new Set(),
  onWake: new Set(),
  onMessage: new Set(),
  mounts: 0,
  lifetime: new AbortController(),
  channel: undefined,
  batch: (task) => task(),
})

/** The name of a value of this handle in storage that the handles of a page share. */
export const storageKey = ({ scope }: Host, name: string): string => `frontdesk:${scope}:${name}`

/** Has changes batched by what React's binding batches with. */
export function batchWith(host: Writable<Host>, batch: Host['batch']): void {
  host.batch = batch
}

export function openChannel(host: Writable<Host>): void {
  host.channel ??= host.ambient.openChannel?.(`frontdesk:${host.scope}`)
  if (!host.channel) return
  host.channel.onmessage = ({ data }) => {
    const message = data as Record<string, unknown> | null
    if (message?.v === version) for (const onMessage of host.onMessage) onMessage(message)
  }
}

export function closeChannel(host: Writable<Host>): void {
  host.channel?.close()
  host.channel = undefined
}

/** Says something to the other tabs. */
export const post = ({ channel }: Host, message: object): void =>
  channel?.postMessage({ v: version, ...message })

/** Counts who needs the handle. The first sets it up, and after the last nothing is left behind. */
export function createLifecycle(host: Writable<Host>): { mount(): void; unmount(): void } {
  const { ambient, onMount, onWake } = host
  let stops: (undefined | (() => void))[] | undefined

  function setUp() {
    // A part may refuse the mount: it comes first, as nothing is to be left behind then.
    const stopParts = [...onMount].map((mount) => mount())
    openChannel(host)
    const stopListening = ambient.page?.onWake((isRestored) => {
      for (const wake of onWake) wake(isRestored)
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
      // StrictMode and moves within the tree mount again at once. Only later is it really over.
      ambient.timeout(() => {
        if (host.mounts > 0) return
        host.lifetime.abort()
        host.lifetime = new AbortController()
        for (const stop of stops ?? []) stop?.()
        stops = undefined
      }, 0)
    },
  }
}
