import type { Ambient, AmbientChannel, AmbientStorage } from '../../src/core'
import type { Tab } from '../../src/fapi'
import { countHoldings, type Holdings } from '../support/holdings'
import type { World } from './world'

const notedStorages = new WeakMap<Tab, AmbientStorage>()

/** The surroundings of a tab, a count of what is held of them, and a note of what is written there. */
export function watchTab(tab: Tab, world: World): { held: Holdings; ambient: Partial<Ambient> } {
  const { held, ambient } = countHoldings(tab)
  const { tabStorage, originStorage } = tab.ambient

  const noting = (storage: AmbientStorage, where: string): AmbientStorage => ({
    ...storage,
    setItem(key, value) {
      world.written.push({ where, text: value })
      storage.setItem(key, value)
    },
  })
  // The roots of a page have it in common.
  const notedStorage = notedStorages.get(tab) ?? noting(tabStorage, 'sessionStorage')
  notedStorages.set(tab, notedStorage)
  return {
    held,
    ambient: {
      ...ambient,
      tabStorage: notedStorage,
      originStorage: noting(originStorage, 'localStorage'),
      openChannel(name) {
        const channel = ambient.openChannel!(name)
        const { close, postMessage } = channel
        let isClosed = false
        const heard: Pick<AmbientChannel, 'onmessage'> = { onmessage: null }
        // A message is a task of its own, as in a browser: what an answer sets off comes to its end before.
        channel.onmessage = (event) => void setTimeout(() => isClosed || heard.onmessage?.(event), 0)
        return Object.assign(heard, {
          close() {
            isClosed = true
            close()
          },
          postMessage(message: unknown) {
            world.signals++
            world.written.push({ where: 'a message', text: JSON.stringify(message) })
            postMessage(message)
          },
        })
      },
    },
  }
}
