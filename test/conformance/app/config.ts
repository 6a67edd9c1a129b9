import type { Clerk } from '@clerk/clerk-js/no-rhc'

/** What the app's server tells its pages. */
export interface PageConfig {
  publishableKey: string
  proxyUrl: string
}

/** How clerk-js tells that the Frontend API refused a call. */
export interface Refusal {
  status: number
  code: string
  /** The field that it is about. */
  field: string | null
}

declare global {
  interface Window {
    config: PageConfig
    clerk: Clerk
    /** Settles when clerk-js has loaded, or failed to. */
    loaded: Promise<void>
    /** Where clerk-js wanted to go; it is kept from going. */
    navigations: string[]
    /** Waits for a call that should be refused. @returns null where it was not */
    refusalOf(call: Promise<unknown>): Promise<Refusal | null>
  }
}
