import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'

declare global {
  interface Window {
    /** What the page's server tells it of the box. */
    box: { publishableKey: string; url: string }
    /** Shows the user's name in so many more components. @returns the milliseconds that took */
    showNames(count: number): number
    /** Of the libraries that sign out; resolves when they say that it is done. */
    signOut?: () => Promise<unknown>
    /** When the first answer arrived since it was last unset. */
    answeredAt?: number | undefined
  }
}

interface Library {
  Provider: ComponentType<{ children: ReactNode }>
  /** The user's first name; `null` when signed out, undefined until known. */
  useName(): string | null | undefined
  useSignOut?: () => () => Promise<unknown>
}

/** What Element Timing goes by. React passes it on, but has no type for it. */
const timed = { elementtiming: 'name' }

/** The same page for every library: the user's name once, and as often again as it is told. */
export function startPage({ Provider, useName, useSignOut }: Library): void {
  function Name() {
    const name = useName()
    if (name === undefined) return null
    return <span>{name ?? 'signed out'}</span>
  }

  function MoreNames() {
    const [count, setCount] = useState(0)
    useEffect(() => {
      window.showNames = (wanted) => {
        const start = performance.now()
        flushSync(() => setCount(wanted))
        return performance.now() - start
      }
    }, [])
    return (
      <section>
        {[...Array(count).keys()].map((key) => (
          <Name key={key} />
        ))}
      </section>
    )
  }

  function SignOut({ useAction }: { useAction: () => () => Promise<unknown> }) {
    const signOut = useAction()
    useEffect(() => {
      window.signOut = signOut
    }, [signOut])
    return null
  }

  createRoot(document.body.firstElementChild!).render(
    <Provider>
      <p {...timed}>
        <Name />
      </p>
      <MoreNames />
      {useSignOut && <SignOut useAction={useSignOut} />}
    </Provider>,
  )
}
