import { type Host, storageKey } from './host'
import { sleep } from './sleep'

/**
 * Runs `task` while no other tab does under this name. Locks only save requests: without them, or with one that
 * a hanging tab holds for long, the task runs all the same. Once nobody needs the handle, nothing waits.
 *
 * @param ifAvailable - does not wait for a lock that is taken: the task then runs without (`held` is false).
 * @param patience - milliseconds to wait for one. Default: 5,000.
 */
export async function exclusively<T>(
  host: Host,
  name: string,
  task: (held: boolean) => Promise<T>,
  { ifAvailable = false, patience = 5000 }: { ifAvailable?: boolean; patience?: number } = {},
): Promise<T> {
  const {
    ambient: { locks },
    lifetime: { signal },
  } = host
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
  const options = ifAvailable ? { ifAvailable } : { signal: controller.signal }
  try {
    return await (locks ? locks.request(storageKey(host, name), options, start) : start(true))
  } catch (error) {
    if (started || signal.aborted) throw error
    return task(true)
  } finally {
    stop?.()
  }
}
