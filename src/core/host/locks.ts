import { type Host, storageKey } from './host'
import { sleep } from './sleep'

/**
 * Runs `task` under a lock shared by all tabs. Locks only save requests: without one, or after `patience`, `task`
 * runs anyway. The last unmount ends the wait and rejects.
 *
 * @param patience - milliseconds. With 0 the task runs at once; `held` is false if the lock is taken.
 */
export async function exclusively<T>(
  host: Host,
  name: string,
  task: (held: boolean) => Promise<T>,
  patience = 5000,
): Promise<T> {
  const { locks } = host.ambient
  const { signal } = host.lifetime
  const controller = new AbortController()
  let stop: (() => void) | undefined
  void sleep(host, patience, (end) => {
    stop = end
  }).then(() => controller.abort())
  let started = false
  const start = (lock: unknown) => {
    started = true
    stop?.()
    return task(lock !== null)
  }
  const options = patience ? { signal: controller.signal } : { ifAvailable: true }
  try {
    return await (locks ? locks.request(storageKey(host, name), options, start) : start(true))
  } catch (error) {
    if (started || signal.aborted) throw error
    return task(true)
  } finally {
    stop?.()
  }
}
