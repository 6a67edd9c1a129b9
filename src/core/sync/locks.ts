import type { Ambient } from '../ambient'

const patience = 5000

/**
 * Runs `task` while no other tab does under this name. Locks only ever save requests: without them, or with
 * one held for 5 s by a tab that hangs, the task runs all the same.
 */
export async function exclusively<T>(
  { locks, timeout }: Ambient,
  name: string,
  task: () => Promise<T>,
): Promise<T> {
  if (!locks) return task()
  const controller = new AbortController()
  const stop = timeout(() => controller.abort(), patience)
  let started = false
  try {
    return await locks.request(name, { signal: controller.signal }, () => {
      started = true
      stop()
      return task()
    })
  } catch (error) {
    if (started) throw error
    return task()
  } finally {
    stop()
  }
}

/** Runs `task` at once, and holds the lock meanwhile if it is free; `held` says whether it was. */
export async function ifFree<T>(
  { locks }: Ambient,
  name: string,
  task: (held: boolean) => Promise<T>,
): Promise<T> {
  if (!locks) return task(true)
  let started = false
  try {
    return await locks.request(name, { ifAvailable: true }, (lock) => {
      started = true
      return task(lock !== null)
    })
  } catch (error) {
    if (started) throw error
    return task(true)
  }
}
