import type { Tab } from '../../src/fapi'

/** A network that can keep an answer back after the Frontend API has given it. */
export interface HeldAnswers {
  /** For `ambient.fetch`. */
  fetch: Tab['ambient']['fetch']
  /** Keeps the next answer back that comes from below a path; returns a function that lets it go. */
  hold(method: 'GET' | 'POST', path: string): () => void
}

export function holdAnswers(tab: Tab): HeldAnswers {
  const holds: { method: string; path: string; released: Promise<void> }[] = []
  return {
    async fetch(url, init) {
      const response = await tab.ambient.fetch(url, init)
      const fits = holds.findIndex(
        ({ method, path }) => init.method === method && new URL(url).pathname.startsWith(`/v1${path}`),
      )
      if (fits >= 0) await holds.splice(fits, 1)[0]?.released
      return response
    },
    hold(method, path) {
      let release = () => {}
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      holds.push({ method, path, released })
      return release
    },
  }
}
