import type { Clerk } from '@clerk/clerk-js/no-rhc'
import type {
  SignInErrors,
  SignInFutureResource,
  SignUpErrors,
  SignUpFutureResource,
} from '@clerk/shared/types'

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

/** What `useSignIn()` and `useSignUp()` of Clerk's SDKs give at this moment. */
export interface Attempts {
  readonly signIn: SignInFutureResource
  readonly signUp: SignUpFutureResource
  readonly errors: { readonly signIn: SignInErrors; readonly signUp: SignUpErrors }
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
    attempts: Attempts
    /** Waits for a step of an attempt. @throws what it was refused with */
    done(step: Promise<{ error: unknown }>): Promise<void>
  }
}
