import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ClientProvider } from 'frontdesk'
import { sessionCookie } from 'frontdesk/core'
import type { InitialState } from 'frontdesk/server'
import { type ComponentType, useState } from 'react'
import { Account } from './Account'
import { instance } from './config'
import { Header } from './Header'
import { Home } from './Home'
import { SignIn } from './SignIn'

interface DocumentProps {
  path: string
  /** What the server knows of the session. */
  initialState: InitialState | undefined
  /** The same, for the browser to read. */
  serializedState: string
}

const pages: Record<string, ComponentType> = { '/account': Account, '/sign-in': SignIn }

/** The whole page, the same on the server and in the browser. */
export function Document({ path, initialState, serializedState }: DocumentProps) {
  // One for each request on the server, one for the page in the browser.
  const [queryClient] = useState(() => new QueryClient())
  const Page = pages[path] ?? Home
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Frontdesk on a server</title>
        <link rel="icon" href="data:," />
        <script
          type="application/json"
          id="frontdesk"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: serializeInitialState() has escaped it.
          dangerouslySetInnerHTML={{ __html: serializedState }}
        />
      </head>
      <body>
        <QueryClientProvider client={queryClient}>
          {/* `sessionCookie` is how the server gets the session token. */}
          <ClientProvider {...instance} initialState={initialState} sessionCookie={sessionCookie}>
            <Header />
            <main>
              <Page />
            </main>
          </ClientProvider>
        </QueryClientProvider>
      </body>
    </html>
  )
}
