import { createHash, type JsonWebKey, KeyObject, sign, verify } from 'node:crypto'
import { vi } from 'vitest'

/** Time that moves only when told, from event to event. Equal runs take equal turns. */
export interface ModelTime {
  /** Lets everything happen that takes no time. */
  settle(): Promise<void>
  /** Moves on by `ms`. */
  advance(ms: number): Promise<void>
  /** The machine is asleep for `ms`: the clock moves on, and no timer has run. */
  sleep(ms: number): void
  end(): void
}

/** The real `crypto.subtle` works on threads of its own, in real time: no two runs would take the same turns. */
function makeCryptoSynchronous() {
  const { subtle } = crypto
  const bytes = (data: BufferSource) => new Uint8Array(ArrayBuffer.isView(data) ? data.buffer : data)
  const keyOf = (key: CryptoKey) => KeyObject.from(key)
  const imported = new Map<string, Promise<CryptoKey>>()
  const importKey = subtle.importKey.bind(subtle) as (...args: unknown[]) => Promise<CryptoKey>
  const inStep = {
    sign: async (_: unknown, key: CryptoKey, data: BufferSource) => sign('sha256', bytes(data), keyOf(key)),
    verify: async (_: unknown, key: CryptoKey, signature: BufferSource, data: BufferSource) =>
      verify('sha256', bytes(data), keyOf(key), bytes(signature)),
    digest: async (_: unknown, data: BufferSource) => {
      const { buffer, byteOffset, byteLength } = createHash('sha256').update(bytes(data)).digest()
      return buffer.slice(byteOffset, byteOffset + byteLength)
    },
    importKey: (format: string, key: JsonWebKey, ...rest: unknown[]) => {
      const name = JSON.stringify([format, key, rest])
      const known = imported.get(name) ?? importKey(format, key, ...rest)
      imported.set(name, known)
      return known
    },
  }
  for (const [name, value] of Object.entries(inStep))
    Object.defineProperty(subtle, name, { value, configurable: true })
}

let isSynchronous = false

const settle = () =>
  new Promise<void>((resolve) => {
    // Microtasks are through after one turn; a second one is for what a stream puts off.
    setImmediate(() => setImmediate(resolve))
  })

export function modelTime(): ModelTime {
  if (!isSynchronous) makeCryptoSynchronous()
  isSynchronous = true
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    now: Date.UTC(2030, 0, 1),
  })
  return {
    settle,
    async advance(ms) {
      let isOver = false
      setTimeout(() => {
        isOver = true
      }, ms)
      await settle()
      while (!isOver) {
        vi.advanceTimersToNextTimer()
        await settle()
      }
    },
    sleep(ms) {
      vi.setSystemTime(Date.now() + ms)
    },
    end() {
      vi.clearAllTimers()
      vi.useRealTimers()
    },
  }
}
