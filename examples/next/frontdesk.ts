import { createFrontdeskServer } from 'frontdesk/server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
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
  // A click on a link asks for a part of a page, which cannot be sent through Clerk. Where the session token is too
  // old, a refusal makes Next.js load the page instead, which can.
  stale: (request) =>
    request.method === 'GET' && request.headers.has('next-url')
      ? new Response(null, { status: 401 })
      : undefined,
})

/** Who asks, for server components, route handlers and server actions. Once for each request. */
export const current = cache(async () => {
  // Never ahead of a request, as its answer depends on the time.
  await connection()
  return frontdesk.read({ headers: await headers() })
})

/** Who is signed in, for pages. Others are sent to sign in, and come back to `path`. */
export async function requireUser(path: string) {
  const { auth } = await current()
  if (auth.status === 'signed-in') return auth
  // Not signed out: the server cannot tell, e.g. while Clerk cannot be reached.
  if (auth.status === 'unknown') throw new Error(auth.verdict.message)
  redirect(`/sign-in?redirect_url=${path}`)
}
