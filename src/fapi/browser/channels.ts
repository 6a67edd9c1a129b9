import type { AmbientChannel } from '../../core/host/ambient'

/** The broadcast channels of one browser, which its tabs share. */
export interface ChannelHub {
  /** Opens a channel for a tab; it ends with the tab. */
  open(name: string, closed: AbortSignal): AmbientChannel
}

interface Endpoint {
  deliver(message: unknown): void
}

export function createChannelHub(): ChannelHub {
  const channels = new Map<string, Set<Endpoint>>()
  return {
    open(name, closed) {
      const endpoints = channels.get(name) ?? new Set()
      channels.set(name, endpoints)
      const endpoint: Endpoint = {
        deliver(data) {
          if (endpoints.has(endpoint)) channel.onmessage?.({ data })
        },
      }
      const close = () => void endpoints.delete(endpoint)
      if (!closed.aborted) endpoints.add(endpoint)
      closed.addEventListener('abort', close, { once: true })
      const channel: AmbientChannel = {
        postMessage(message) {
          if (!endpoints.has(endpoint)) return
          const others = [...endpoints].filter((other) => other !== endpoint)
          const copies = others.map(() => structuredClone(message))
          // Later, as between real tabs. A promise does that under a test runner's fake time too.
          void Promise.resolve().then(() => {
            others.forEach((other, index) => {
              other.deliver(copies[index])
            })
          })
        },
        close,
        onmessage: null,
      }
      return channel
    },
  }
}
