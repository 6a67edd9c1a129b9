import type { Ambient, AmbientStorage } from '../../src/core'
import type { Tab } from '../../src/fapi'
import { countHoldings, type Holdings } from '../support/holdings'
import type { World } from './world'

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
  return {
    held,
    ambient: {
      ...ambient,
      tabStorage: noting(tabStorage, 'sessionStorage'),
      originStorage: noting(originStorage, 'localStorage'),
      openChannel(name) {
        const channel = ambient.openChannel!(name)
        const { postMessage } = channel
        return Object.assign(channel, {
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
