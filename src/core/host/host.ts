import type { Ambient, AmbientChannel } from './ambient'

/** Only the file that owns a floor writes it. All others see it as readonly. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** The lowest floor of a handle. Higher floors extend the same object: `Wire`, `Store`, `Engine`. */
export interface Host {
  readonly ambient: Ambient
  /** Names this handle in storage, locks, channels and query keys. */
  readonly scope: string
  readonly flights: Map<string, Promise<unknown>>
  readonly singletons: Map<unknown, unknown>
  /** Runs on the first mount. The function that it returns runs after the last unmount. */
  readonly onMount: Set<() => (() => void) | undefined>
  readonly onWake: Set<(isRestored?: boolean) => void>
  /** A message of another tab, of our version. Its content is untrusted. */
  readonly onMessage: Set<(message: Readonly<Record<string, unknown>>) => void>
  readonly mounts: number
  /** Aborts one macrotask after the last unmount. The next mount gets a new one. */
  readonly lifetime: AbortController
  readonly channel: AmbientChannel | undefined
  readonly batch: <T>(task: () => T) => T
}

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

export const storageKey = ({ scope }: Host, name: string): string => `frontdesk.${scope}.${name}`

export function batchWith(host: Writable<Host>, batch: Host['batch']): void {
  host.batch = batch
}

export function openChannel(host: Writable<Host>): void {
  host.channel ??= host.ambient.openChannel?.(`frontdesk.${host.scope}`)
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

export const post = ({ channel }: Host, message: object): void =>
  channel?.postMessage({ v: version, ...message })

export function createLifecycle(host: Writable<Host>): { mount(): void; unmount(): void } {
  const { ambient, onMount, onWake } = host
  let stops: (undefined | (() => void))[] | undefined

  function setUp() {
    // A part may refuse the mount by throwing. Run these first, so that nothing is left open then.
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
      // StrictMode and moves within the tree remount at once. Wait one macrotask before tearing down.
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
