'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ClientProvider, useFrontdesk } from 'frontdesk'
import { getToken, onIdentityChange, sessionCookie } from 'frontdesk/core'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { instance } from '../instance'

export function Providers({ children }: { children: ReactNode }) {
  // One for each request on the server, one for the page in the browser.
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      {/* `sessionCookie` is how the server gets the session token. */}
      <ClientProvider {...instance} sessionCookie={sessionCookie}>
        <Refresh />
        {children}
      </ClientProvider>
    </QueryClientProvider>
  )
}

/** Renders server components again when another account is shown, or none. */
function Refresh() {
  const frontdesk = useFrontdesk()
  const router = useRouter()
  useEffect(
    () =>
      onIdentityChange(frontdesk, async () => {
        // With it comes the cookie that the server reads.
        await getToken(frontdesk).catch(() => null)
        router.refresh()
      }),
    [frontdesk, router],
  )
  return null
}
