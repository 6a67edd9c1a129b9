import type { AmbientPage } from '../../core/host/ambient'

/** The page a tab shows, and what can happen to it. */
export interface PageState {
  readonly ambient: AmbientPage
  setVisible(visible: boolean): void
  isOnline(): boolean
  setOnline(online: boolean): void
  /** Gives the page a chance to catch up, unless it is hidden. `isRestored`: it is back from the back/forward cache. */
  wake(isRestored?: boolean): void
  /** Drops all listeners. */
  close(): void
}

/** @param from - see `AmbientPage.cameFrom`. */
export function createPage(url: string, from: string | undefined): PageState {
  const listeners = new Set<(isRestored?: boolean) => void>()
  let visible = true
  let online = true
  const wake = (isRestored = false) => {
    if (visible) for (const listener of [...listeners]) listener(isRestored)
  }
  return {
    ambient: {
      url: () => url,
      cameFrom: () => from,
      replaceUrl(next) {
        url = next
      },
      visible: () => visible,
      online: () => online,
      onWake(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    setVisible(next) {
      const isShown = next && !visible
      visible = next
      if (isShown) wake()
    },
    isOnline: () => online,
    setOnline(next) {
      const isBack = next && !online
      online = next
      if (isBack) wake()
    },
    wake,
    close: () => listeners.clear(),
  }
}
