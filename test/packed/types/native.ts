import { QueryClient } from '@tanstack/react-query'
import { createFrontdesk, getToken, nativeScheme } from 'frontdesk/core'

/** What an app that is no web page writes. */
export function signedIn(publishableKey: string): Promise<string | null> {
  const items = new Map<string, string>()
  const scheme = nativeScheme({
    storage: {
      getItem: async (key) => items.get(key) ?? null,
      setItem: async (key, value) => void items.set(key, value),
      removeItem: async (key) => void items.delete(key),
    },
  })
  return getToken(createFrontdesk({ publishableKey, scheme, queryClient: new QueryClient() }))
}
