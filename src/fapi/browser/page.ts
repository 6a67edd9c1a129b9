import type { AmbientPage, AmbientPageEvent } from '../../core/ambient'

/** The page a tab shows, and what can happen to it. */
export interface PageState {
  readonly ambient: AmbientPage
  setVisible(visible: boolean): void
  setOnline(online: boolean): void
  /** Tells the listeners of an event. */
  emit(event: AmbientPageEvent): void
  /** Drops all listeners. */
  close(): void
}

export function createPage(url: string): PageState {
  const listeners = new Map<AmbientPageEvent, Set<() => void>>()
  let visible = true
  let online = true
  const emit = (event: AmbientPageEvent) => {
    for (const listener of [...(listeners.get(event) ?? [])]) listener()
  }
  return {
    ambient: {
      url: () => url,
      visible: () => visible,
      online: () => online,
      on(event, listener) {
        const set = listeners.get(event) ?? new Set()
        listeners.set(event, set.add(listener))
        return () => void set.delete(listener)
      },
    },
    setVisible(next) {
      const isShown = next && !visible
      visible = next
      if (isShown) emit('visible')
    },
    setOnline(next) {
      const isBack = next && !online
      online = next
      if (isBack) emit('online')
    },
    emit,
    close: () => listeners.clear(),
  }
}
