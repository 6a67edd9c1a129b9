import { type NextRequest, NextResponse } from 'next/server'
import { frontdesk } from './frontdesk'

/** Keeps the session token fresh, and hands it on. It keeps nobody out: pages look themselves. */
export const proxy = (request: NextRequest) =>
  frontdesk.handle(request, ({ request: { headers } }) => NextResponse.next({ request: { headers } }))

// Everything but files, and what is fetched ahead: that is the same for everyone.
export const config = {
  matcher: [
    {
      source: '/((?!_next/static|_next/image|favicon.ico).*)',
      missing: [{ type: 'header', key: 'next-router-prefetch' }],
    },
  ],
}
