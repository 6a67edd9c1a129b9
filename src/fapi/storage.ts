import type { Box } from './box'
import type { FapiState } from './state/format'

/** Where an instance keeps what it remembers, so that it is still there after a restart. */
export interface FapiStorage {
  /**
   * What was saved, or what to start from: `{ users: [...] }` is enough. Its users take the place of the option
   * `users`. Undefined when there is nothing yet. What takes time is loaded before `createFapi()`.
   */
  load(): FapiState | undefined
  /**
   * Keeps a state, which is the caller's own copy and plain JSON. Called for one at a time; what changes
   * meanwhile goes into the next. An answer leaves the box when everything that it rests on is kept. Where
   * this rejects, the requests that waited for it are answered 500. What they changed stays changed in memory,
   * as nobody can tell what else was built on it, and is saved with the next request, or that is refused as well.
   * Default: nothing is kept.
   */
  save?(state: FapiState): void | Promise<void>
}

/** Saves what changed, as often as needed and no more. */
export interface Saver {
  /** Says that something changed, or will in this turn. */
  changed(): void
  /** Waits until all that changed is safe. Rejects when it could not be saved. */
  saved(): Promise<void>
}

/** `save` takes everything as it is when it is called; what changes until `prepare` is done is in it, too. */
export function createSaver(save: () => Promise<void>, prepare?: () => Promise<void>): Saver {
  let running = Promise.resolve()
  let next: Promise<void> | undefined
  let failed = false

  async function run(): Promise<void> {
    await running.catch(() => {})
    await prepare?.()
    running = next!
    next = undefined
    failed = false
    await save().catch((error) => {
      failed = true
      throw error
    })
  }

  function changed(): void {
    if (next) return
    next = run()
    // Whoever waits for it hears of a failure; there may be nobody.
    next.catch(() => {})
  }

  return {
    changed,
    saved() {
      if (failed) changed()
      return next ?? running
    },
  }
}

/** What keeps a box. */
export interface Keeper {
  /** Called before each `save`; what changes until it resolves is in that. It must not reject. */
  prepare?: (() => Promise<void>) | undefined
  save(box: Box): Promise<void>
}

/** For a box that forgets everything when it goes. */
export const noSaver: Saver = { changed() {}, saved: () => Promise.resolve() }
