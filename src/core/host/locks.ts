import { type Host, storageKey } from './host'
import { sleep } from './sleep'

/**
 * Runs `task` while no other tab does under this name. Locks only save requests: without them, or with one that
 * a hanging tab holds for long, the task runs all the same. Once nobody needs the handle, nothing waits.
 *
 * @param patience - milliseconds to wait for a lock that is taken. With 0 the task then runs without (`held` is false).
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
