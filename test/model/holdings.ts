import type { Ambient, AmbientLocks, AmbientPage, AmbientStorage } from '../../src/core'
import type { Tab } from '../../src/fapi'
import type { World } from './world'

/** What a handle holds on to right now. */
export interface Holdings {
  timers: number
  listeners: number
  channels: number
  locks: number
}

/** The surroundings of a tab, a count of what is held of them, and a note of what is written there. */
export function countHoldings(tab: Tab, world: World): { held: Holdings; ambient: Partial<Ambient> } {
  const held: Holdings = { timers: 0, listeners: 0, channels: 0, locks: 0 }
  const { ambient } = tab

  /** Counts one up; the returned function counts it down, once. */
  function hold(what: keyof Holdings) {
    held[what]++
    let isHeld = true
    return () => {
      if (isHeld) held[what]--
      isHeld = false
    }
  }

  const noting = (storage: AmbientStorage, where: string): AmbientStorage => ({
    ...storage,
    setItem(key, value) {
      world.written.push({ where, text: value })
      storage.setItem(key, value)
    },
  })
  const locks: AmbientLocks = {
    request: (name, options, callback) => {
      const letGo = hold('locks')
      return ambient.locks.request(name, options, callback).finally(letGo)
    },
  }
  const page: AmbientPage = {
    ...ambient.page,
    onWake(listener) {
      const letGo = hold('listeners')
      const stop = ambient.page.onWake(listener)
      return () => {
        letGo()
        stop()
      }
    },
  }
  return {
    held,
    ambient: {
      locks,
      page,
      tabStorage: noting(ambient.tabStorage, 'sessionStorage'),
      originStorage: noting(ambient.originStorage, 'localStorage'),
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
      openChannel(name) {
        const letGo = hold('channels')
        const channel = ambient.openChannel(name)
        const { close, postMessage } = channel
        return Object.assign(channel, {
          postMessage(message: unknown) {
            world.signals++
            world.written.push({ where: 'a message', text: JSON.stringify(message) })
            postMessage(message)
          },
          close() {
            letGo()
            close()
          },
        })
      },
    },
  }
}
