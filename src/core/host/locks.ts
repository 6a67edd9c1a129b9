import { type Host, storageKey } from './host'
import { share } from './share'
import { sleep } from './sleep'

/** Milliseconds in which a host says whether a lock is free. */
const answerTime = 500

/**
 * Runs `task` under a lock shared by all tabs. Locks only save requests: without one, or after `patience`, `task`
 * runs anyway. The handles of one page take turns even then. The last unmount ends the wait, and rejects.
 *
 * @param patience - milliseconds. With 0 the task runs at once; `held` is false if the lock is taken.
 */
export async function exclusively<T>(
  host: Host,
  name: string,
  task: (held: boolean) => Promise<T>,
  patience = 5000,
): Promise<T> {
  const { tap = host.ambient, lifetime, page } = host
  const { flights } = page
  const key = storageKey(host, name)
  const controller = new AbortController()
  let release!: () => void
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  // Some hosts never answer. What comes too late is held until the task ends.
  const isFree = await sleep(host, patience || answerTime, (end) => {
    const answer = (lock: unknown) => {
      end(lock !== null)
      return released
    }
    const options = patience ? { signal: controller.signal } : { ifAvailable: true }
    const request = async () => tap.locks?.request(key, options, answer)
    request().then(answer, answer)
  })
  controller.abort()
  try {
    if (!patience && (!isFree || flights.has(key))) return await task(false)
    while (flights.has(key)) await flights.get(key)?.catch(() => {})
    // A sign-out goes on.
    if (patience) lifetime.signal.throwIfAborted()
    return await share(page, key, () => task(true))
  } finally {
    release()
  }
}
