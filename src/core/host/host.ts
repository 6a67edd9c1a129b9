import type { Ambient, AmbientChannel } from './ambient'
import { orElse } from './orElse'
import { type Page, pageOf } from './page'

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
  /** A message of another tab, or of another handle on this page, of our version. Its content is untrusted. */
  readonly onMessage: Set<(message: Readonly<Record<string, unknown>>) => void>
  readonly hear: (message: unknown) => void
  readonly page: Page
  readonly mounts: number
  /** Aborts one macrotask after the last unmount. The next mount gets a new one. */
  readonly lifetime: AbortController
  readonly channel: AmbientChannel | undefined
  readonly batch: <T>(task: () => T) => T
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
    onWake: new Set(),
    onMessage,
    hear(data) {
      const message = data as Record<string, unknown> | null
      if (message?.v === version) for (const hear of onMessage) hear(message)
    },
    page: pageOf(ambient, scope),
    mounts: 0,
    lifetime: new AbortController(),
    channel: undefined,
    batch: (task) => task(),
  }
}

export const storageKey = ({ scope }: Host, name: string): string => `frontdesk.${scope}.${name}`

export function batchWith(host: Writable<Host>, batch: Host['batch']): void {
  host.batch = batch
}

/** All handles on a page share one channel: none hears its own messages, each those of the others. */
export function openChannel(host: Writable<Host>): void {
  const { ambient, hear, page, scope } = host
  page.listeners.add(hear)
  // Browsers that block cookies forbid channels, too.
  page.channel ??= orElse(() => ambient.openChannel?.(`frontdesk.${scope}`))
  host.channel = page.channel
  if (!page.channel) return
  page.channel.onmessage = ({ data }) => {
    for (const listener of page.listeners) listener(data)
  }
}

export function closeChannel(host: Writable<Host>): void {
  const { hear, page } = host
  page.listeners.delete(hear)
  host.channel = undefined
  if (page.listeners.size > 0) return
  page.channel?.close()
  page.channel = undefined
}

/** Tells the other handles on this page. */
export function tell({ hear, page }: Host, message: object): void {
  for (const listener of page.listeners) if (listener !== hear) listener({ v: version, ...message })
}

export function post(host: Host, message: object): void {
  orElse(() => host.channel?.postMessage({ v: version, ...message }))
  tell(host, message)
}

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
