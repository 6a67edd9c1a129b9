import type { Clerk } from '@clerk/clerk-js/no-rhc'
import { ClerkProvider, useAuth, useClerk, useSession, useSessionList, useUser } from '@clerk/react'
import { type ComponentProps, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

type Options = Partial<ComponentProps<typeof ClerkProvider>>

/** Mounts Clerk's own provider on a clerk-js that the page holds, so that none is loaded from elsewhere. */
export function mountReact(clerk: Clerk, options: Options): void {
  const { publishableKey, proxyUrl } = window.config
  // Their own types do not agree under `exactOptionalPropertyTypes`.
  const instance = clerk as Options['Clerk']
  createRoot(document.body).render(
    <StrictMode>
      <ClerkProvider {...options} publishableKey={publishableKey} proxyUrl={proxyUrl} Clerk={instance}>
        <Facts />
      </ClerkProvider>
    </StrictMode>,
  )
}

/** What Clerk's hooks say, as text. */
export function Facts() {
  const clerk = useClerk()
  const { isLoaded, isSignedIn, userId, sessionId } = useAuth()
  const { user } = useUser()
  const { session } = useSession()
  const { sessions } = useSessionList()
  const facts = {
    loaded: isLoaded,
    status: clerk.status,
    signedIn: isSignedIn ?? false,
    user: userId ?? null,
    session: sessionId ?? null,
    email: user?.primaryEmailAddress?.emailAddress ?? null,
    ofSession: session?.user?.id ?? null,
    sessions: sessions?.map(({ id }) => id) ?? [],
  }
  return <output>{JSON.stringify(facts)}</output>
}
