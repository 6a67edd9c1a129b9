import { useSetActive } from 'frontdesk'
import { useRef, useState } from 'react'
import { describeError } from '../errors'
import { SignIn } from './SignIn'

/** Signs a further account in. A tab that has a session keeps it, so it is switched by hand. */
export function AddAccount() {
  const [isOpen, setOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  const setActive = useSetActive()

  function switchTo(sessionId: string) {
    setOpen(false)
    // The form goes, and the focus with it.
    toggle.current?.focus()
    setActive.mutate({ sessionId })
  }

  return (
    <div className="add-account">
      <button
        ref={toggle}
        type="button"
        className="button wide"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Cancel' : 'Add account'}
      </button>
      {isOpen && <SignIn onComplete={switchTo} />}
      {setActive.error && (
        <p className="error" role="alert">
          {describeError(setActive.error)}
        </p>
      )}
    </div>
  )
}
