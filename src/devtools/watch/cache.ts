import type { Query, QueryCacheNotifyEvent } from '@tanstack/react-query'
import type { Engine } from '../../core/engine/engine'
import { keyPrefix } from '../../core/store/keys'
import type { Timeline } from './timeline'

export interface CacheWatch {
  /** What was cleared in this very task, in words; `''` for nothing. Call it once the new identity is shown. */
  cleared(): string
  stop(): void
}

const counted = (count: number, one: string) =>
  `${count} ${count === 1 ? one : one.replace('query', 'queries')}`

/** Notices when the app's queries go, and whether Frontdesk removed them. */
export function watchCache({ queryClient }: Engine, timeline: Timeline): CacheWatch {
  let removed = new Set<Query>()
  let emptied = new Set<Query>()
  let isFlushing = false

  function take() {
    const kept = [...emptied].filter((query) => !removed.has(query))
    const taken = { removed: removed.size, reset: kept.length, byFrontdesk: emptied.size > 0 }
    removed = new Set()
    emptied = new Set()
    return taken
  }

  function flush() {
    isFlushing = false
    const { removed: gone, reset, byFrontdesk } = take()
    if (gone + reset === 0) return
    const what = told(gone, reset)
    if (byFrontdesk) {
      const cause = 'The data belonged to somebody else: it came from a persister or from a server.'
      timeline.add({ kind: 'cache', what, cause })
    } else {
      const cause = 'Not by Frontdesk: the app removed it, or nothing has used it for its gcTime.'
      timeline.add({ kind: 'cache', what, cause })
    }
  }

  const stop = queryClient.getQueryCache().subscribe((event: QueryCacheNotifyEvent) => {
    const { query, type } = event
    if (query.queryKey[0] === keyPrefix) return
    const { data, status } = query.state
    if (type === 'removed') removed.add(query)
    // No query of TanStack's own doing succeeds with nothing: this is how Frontdesk empties one.
    else if (
      type === 'updated' &&
      event.action.type === 'setState' &&
      status === 'success' &&
      data === undefined
    )
      emptied.add(query)
    else return
    if (!isFlushing) queueMicrotask(flush)
    isFlushing = true
  })

  return {
    cleared() {
      const { removed: gone, reset } = take()
      return gone + reset > 0 ? told(gone, reset) : ''
    },
    stop,
  }
}

const told = (removed: number, reset: number) =>
  `${counted(removed, 'query')} removed, ${counted(reset, 'query in use')} reset`
