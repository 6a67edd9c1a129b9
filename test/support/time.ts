import { onTestFinished, vi } from 'vitest'

/** Time that moves only when told. */
export interface FakeTime {
  /** Lets everything happen that needs no time: requests are answered, messages arrive. */
  settle(): Promise<void>
  /** Moves on, in small steps, so that what takes no time happens in between. */
  advance(ms: number): Promise<void>
}

const slices = 200
let pending = 0

/** Cryptography runs on threads of its own, in real time: it is waited for. */
function watchCrypto() {
  const { subtle } = crypto
  for (const name of ['sign', 'verify', 'importKey', 'digest'] as const) {
    const original = subtle[name] as (...args: unknown[]) => Promise<unknown>
    Object.defineProperty(subtle, name, {
      value: async (...args: unknown[]) => {
        pending++
        try {
          return await original.apply(subtle, args)
        } finally {
          pending--
        }
      },
      configurable: true,
    })
    onTestFinished(() => {
      delete (subtle as Partial<SubtleCrypto>)[name]
    })
  }
}

async function settle() {
  let quiet = 0
  while (quiet < 20) {
    await new Promise((resolve) => setImmediate(resolve))
    quiet = pending > 0 ? 0 : quiet + 1
  }
}

export function fakeTime(): FakeTime {
  watchCrypto()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  return {
    settle: async () => {
      await settle()
      await vi.advanceTimersByTimeAsync(0)
      await settle()
    },
    async advance(ms) {
      const slice = Math.max(10, Math.ceil(ms / slices))
      for (let passed = 0; passed < ms; passed += slice) {
        await settle()
        await vi.advanceTimersByTimeAsync(Math.min(slice, ms - passed))
      }
      await settle()
    },
  }
}
