import { createFrontdeskServer, type ServerContext } from 'frontdesk/server'
import { createContext, type RouterContextProvider, redirect, redirectDocument } from 'react-router'
import { instance } from './instance'

const { CLERK_SECRET_KEY = '', CLERK_API_URL, ORIGIN } = process.env

export const frontdesk = createFrontdeskServer({
  ...instance,
  secretKey: CLERK_SECRET_KEY,
  signInUrl: '/sign-in',
  // The box. Left out in production: there it is Clerk's own.
  apiUrl: CLERK_API_URL,
  // Where browsers reach this app. Left out in development: there it is this machine. In production a proxy ends TLS.
  origins: ORIGIN ? [ORIGIN] : undefined,
  trustForwarded: ORIGIN !== undefined,
  // A click on a link asks for data only, which cannot be sent through Clerk. Where the session token is too old, the
  // page is loaded instead, which can.
  stale(_, { url }) {
    const page = pageOf(url)
    return page === undefined ? undefined : redirectDocument(page)
  },
})

/** Who asked: the middleware of the root puts it here for all loaders and actions. */
export const frontdeskContext = createContext<ServerContext>()

/** Who is signed in. Everyone else is sent to sign in, and comes back. */
export function requireUser({ context, url }: { context: Readonly<RouterContextProvider>; url: URL }) {
  const { auth } = context.get(frontdeskContext)
  if (auth.status === 'signed-in') return auth
  const search = new URLSearchParams({ redirect_url: url.pathname })
  throw auth.status === 'signed-out' ? redirect(`/sign-in?${search}`) : auth.deny()
}

/** The page whose data a request is for; undefined for other requests. */
function pageOf(url: URL): string | undefined {
  const [, path, slash] = /^(.*?)(\/_)?\.data$/.exec(url.pathname) ?? []
  if (path === undefined) return undefined
  const search = new URLSearchParams(url.search)
  search.delete('_routes')
  return `${path}${slash ? '/' : ''}${search.size > 0 ? `?${search}` : ''}`
}
