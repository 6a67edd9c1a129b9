import { useSyncExternalStore } from 'react'

export interface LoggedRequest {
  readonly id: number
  readonly method: string
  /** Without the query string: it may hold secrets. */
  readonly path: string
  /** The HTTP status; `'failed'` where no answer came, undefined until one does. */
  readonly status: number | 'failed' | undefined
  readonly milliseconds: number | undefined
}

const longest = 30
let requests: readonly LoggedRequest[] = []
let lastId = 0
const listeners = new Set<() => void>()
const answered = new Set<() => void>()

function update(next: readonly LoggedRequest[]) {
  requests = next
  for (const listener of listeners) listener()
}

/** `fetch`, taking notes. Given to `<ClientProvider ambient>`, it sees what the library asks for. */
export async function loggedFetch(url: string, init: RequestInit): Promise<Response> {
  const { pathname, searchParams } = new URL(url)
  const id = ++lastId
  const start = performance.now()
  // The wire has only GET and POST; `_method` carries the real verb.
  const method = searchParams.get('_method') ?? init.method ?? 'GET'
  const asked: LoggedRequest = { id, method, path: pathname, status: undefined, milliseconds: undefined }
  update([asked, ...requests].slice(0, longest))
  const finish = (status: number | 'failed') => {
    const milliseconds = Math.round(performance.now() - start)
    update(requests.map((request) => (request.id === id ? { ...request, status, milliseconds } : request)))
  }
  try {
    const response = await fetch(url, init)
    finish(response.status)
    for (const listener of answered) listener()
    return response
  } catch (error) {
    finish('failed')
    throw error
  }
}

/** Calls a function after each answer, until the function returned is called. */
export function onAnswer(listener: () => void): () => void {
  answered.add(listener)
  return () => void answered.delete(listener)
}

export const clearRequests = () => update([])

/** The last requests, newest first. */
export function useRequests(): readonly LoggedRequest[] {
  return useSyncExternalStore(subscribe, () => requests)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
