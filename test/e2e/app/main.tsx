import { ClientProvider, useSuspenseClient } from 'frontdesk'
import { sessionCookie } from 'frontdesk/core'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Account } from './Account'
import { readConfig } from './config'
import { Panel } from './Panel'
import { Provider, WayBack } from './Provider'

const { providers, keepsCookies, hasAccount, hasProvider, isBack, ...config } = readConfig()
const options = { ...config, sessionCookie: keepsCookies ? sessionCookie : undefined }

function One({ name }: { name: string }) {
  return (
    <ClientProvider {...options}>
      <Panel name={name}>
        {hasAccount && <Account />}
        {hasProvider && <Provider />}
        {isBack && <WayBack />}
      </Panel>
    </ClientProvider>
  )
}

function Suspended({ name }: { name: string }) {
  useSuspenseClient()
  return <Panel name={name} />
}

function Three() {
  return (
    <>
      <One name="first" />
      <One name="second" />
      <Suspense fallback={<p>Waiting for the client</p>}>
        <ClientProvider {...options}>
          <Suspended name="third" />
        </ClientProvider>
      </Suspense>
    </>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>{providers === 'three' ? <Three /> : <One name="first" />}</StrictMode>,
)
