import type { FrontdeskOptions } from 'frontdesk'

/** What the app of the end-to-end tests is opened with, as JSON in `?config=`. */
export interface AppConfig
  extends Pick<FrontdeskOptions, 'publishableKey' | 'proxyUrl' | 'bootstrap' | 'tabSession'> {
  /** Whether the session's token is kept in cookies, too. */
  keepsCookies?: boolean | undefined
  /** Whether the app uses the session, too: a token for its servers, and data of its own. */
  hasAccount?: boolean | undefined
  /** Whether people can sign in with Google. */
  hasProvider?: boolean | undefined
  /** Whether this is the page that comes back from there. */
  isBack?: boolean | undefined
  /** Whether the app has passkeys: signing in by a button, or where the browser fills in a field. */
  passkeys?: 'button' | 'autofill' | undefined
  /** One provider (default), or three of one key, the last of them below the page's only `<Suspense>`. */
  providers?: 'one' | 'three' | undefined
}

export function readConfig(): AppConfig {
  return JSON.parse(new URLSearchParams(location.search).get('config') ?? '{}')
}
