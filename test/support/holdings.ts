import type { Ambient } from '../../src/core'
import type { Tab } from '../../src/fapi'

/** What a handle holds on to right now. */
export interface Holdings {
  timers: number
  listeners: number
  channels: number
  locks: number
}

export const nothingHeld: Holdings = { timers: 0, listeners: 0, channels: 0, locks: 0 }

type Counted = Pick<Ambient, 'locks' | 'openChannel' | 'page' | 'timeout'>

/** The surroundings of a tab, and a count of what is held of them. */
export function countHoldings({ ambient }: Tab): { held: Holdings; ambient: Counted } {
  const held = { ...nothingHeld }

  /** Counts one up; the returned function counts it down, once. */
  function hold(what: keyof Holdings) {
    held[what]++
    let isHeld = true
    return () => {
      if (isHeld) held[what]--
      isHeld = false
    }
  }

  return {
    held,
    ambient: {
      timeout(callback, ms) {
        const letGo = hold('timers')
        const stop = ambient.timeout(() => {
          letGo()
          callback()
        }, ms)
        return () => {
          letGo()
          stop()
        }
      },
      locks: {
        request(name, options, callback) {
          const letGo = hold('locks')
          return ambient.locks.request(name, options, callback).finally(letGo)
        },
      },
      openChannel(name) {
        const letGo = hold('channels')
        const channel = ambient.openChannel(name)
        const { close } = channel
        return Object.assign(channel, {
          close() {
            letGo()
            close()
          },
        })
      },
      page: {
        ...ambient.page,
        onWake(listener) {
          const letGo = hold('listeners')
          const stop = ambient.page.onWake(listener)
          return () => {
            letGo()
            stop()
          }
        },
      },
    },
  }
}
