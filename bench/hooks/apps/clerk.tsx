import { ClerkProvider, useClerk, useUser } from '@clerk/react'
import { startPage } from './page'

const { publishableKey, url } = window.box
// As a page gets it that does without Clerk's own UI: a script of its own, from a host that is near.
const script = {
  __internal_clerkJSUrl: '/clerk/clerk.browser.js',
  prefetchUI: false,
  telemetry: false,
} as const

startPage({
  Provider: ({ children }) => (
    <ClerkProvider {...script} publishableKey={publishableKey} proxyUrl={url}>
      {children}
    </ClerkProvider>
  ),
  useName() {
    const { user, isLoaded } = useUser()
    return user ? user.firstName : isLoaded ? null : undefined
  },
  useSignOut() {
    const clerk = useClerk()
    // Without a callback clerk-js goes to another page.
    return () => clerk.signOut(() => {})
  },
})
