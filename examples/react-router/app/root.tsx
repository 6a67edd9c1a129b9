import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ClientProvider } from 'frontdesk'
import { sessionCookie } from 'frontdesk/core'
import { type ReactNode, useState } from 'react'
import { Links, Meta, Outlet, Scripts } from 'react-router'
import type { Route } from './+types/root'
import { frontdesk, frontdeskContext } from './frontdesk.server'
import { Header } from './Header'
import { instance } from './instance'

export const middleware: Route.MiddlewareFunction[] = [
  ({ request, context }, next) =>
    frontdesk.handle(request, (known) => {
      context.set(frontdeskContext, known)
      return next()
    }),
]

export const loader = ({ context }: Route.LoaderArgs) => ({
  initialState: context.get(frontdeskContext).initialState,
})

/** What the page began with is all that the browser needs: from then on it knows better itself. */
export const shouldRevalidate = () => false

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Frontdesk with React Router</title>
        <link rel="icon" href="data:," />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <Scripts />
      </body>
    </html>
  )
}

export default function Root({ loaderData }: Route.ComponentProps) {
  // One for each request on the server, one for the page in the browser.
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      {/* `sessionCookie` is how the server gets the session token. */}
      <ClientProvider {...instance} initialState={loaderData.initialState} sessionCookie={sessionCookie}>
        <Header />
        <main>
          <Outlet />
        </main>
      </ClientProvider>
    </QueryClientProvider>
  )
}
