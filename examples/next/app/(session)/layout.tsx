import { InitialState } from 'frontdesk'
import { type ReactNode, Suspense } from 'react'
import { current } from '../../frontdesk'
import { Header } from '../Header'

/** Pages that know from the first byte who is there. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <Suspense>
      <Session>
        <Header />
        <main>{children}</main>
      </Session>
    </Suspense>
  )
}

async function Session({ children }: { children: ReactNode }) {
  const { initialState } = await current()
  return <InitialState value={initialState}>{children}</InitialState>
}
