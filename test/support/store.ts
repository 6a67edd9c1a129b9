import { QueryClient } from '@tanstack/react-query'
import { onTestFinished } from 'vitest'
import { createStore, type Store, type StoreOptions } from '../../src/core/store/store'
import { createWire } from '../../src/core/wire/wire'
import { createFapi } from '../../src/fapi'
import { createHosts, type OpenHost } from './host'

/** The third floor of a handle: what it knows, with nobody to ask. */
export interface OpenStore extends OpenHost {
  readonly store: Store
  readonly queryClient: QueryClient
  /** How often the client query asked. */
  readonly loads: () => number
}

/** @param load - what the client query is given. Default: nothing, ever. */
export function openStore({
  queryClient = new QueryClient(),
  follows = false,
  load = () => new Promise<never>(() => {}),
  ...options
}: Partial<StoreOptions> & { follows?: boolean; load?: Parameters<typeof createStore>[3] } = {}): OpenStore {
  const { publishableKey } = createFapi({ keyType: 'live' })
  const opened = createHosts()()
  let loads = 0
  const wire = createWire(opened.host, { publishableKey })
  const store = createStore(wire, { queryClient, ...options }, follows, () => {
    loads++
    return load()
  })
  onTestFinished(() => queryClient.clear())
  return { ...opened, store, queryClient, loads: () => loads }
}

/** A client as the Frontend API gives it, with these active sessions, each of the user of the same name. */
export const clientJson = (...names: string[]) => ({
  id: 'client_1',
  last_active_session_id: names.length ? `sess_${names.at(-1)}` : null,
  sessions: names.map((name) => sessionJson(name)),
})

export const sessionJson = (name: string, fields: object = {}) => ({
  id: `sess_${name}`,
  status: 'active',
  user: { id: `user_${name}` },
  ...fields,
})
