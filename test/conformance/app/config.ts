import type { Clerk } from '@clerk/clerk-js/no-rhc'

/** What the app's server tells its pages. */
export interface PageConfig {
  publishableKey: string
  proxyUrl: string
}

declare global {
  interface Window {
    config: PageConfig
    clerk: Clerk
    /** Settles when clerk-js has loaded, or failed to. */
    loaded: Promise<void>
    /** Where clerk-js wanted to go; it is kept from going. */
    navigations: string[]
  }
}
