import { type JSX, type KeyboardEvent, useEffect, useId, useState, useSyncExternalStore } from 'react'
import { useFrontdesk } from '../react/context'
import { never } from '../react/ownQueries'
import { Panel } from './Panel'
import { styles } from './styles'
import { recorderOf } from './watch/recorder'

/** Props of `<FrontdeskDevtools>`. */
export interface FrontdeskDevtoolsProps {
  /** The nonce of the page's Content-Security-Policy, for the panel's one `<style>`. There are no inline styles. */
  styleNonce?: string | undefined
  /** Whether the panel is open at first. Default: false. */
  initialIsOpen?: boolean | undefined
}

export function Devtools({ styleNonce, initialIsOpen = false }: FrontdeskDevtoolsProps): JSX.Element | null {
  const frontdesk = useFrontdesk()
  const [isOpen, setOpen] = useState(initialIsOpen)
  /** Whoever opened or closed it goes on with the button that takes the place of theirs. */
  const [focusNext, setFocusNext] = useState<typeof focus>()
  const id = useId()
  // There is nothing to watch on a server, and browsers hide nonces from hydration.
  const isClient = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  useEffect(() => recorderOf(frontdesk._internal).start(), [frontdesk])
  if (!isClient) return null

  function toggle(next: boolean) {
    setFocusNext(() => focus)
    setOpen(next)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.stopPropagation()
    toggle(false)
  }

  return (
    <div className="frontdesk-devtools">
      <style nonce={styleNonce}>{styles}</style>
      {isOpen ? (
        <section id={id} className="panel" aria-label="Frontdesk devtools" onKeyDown={onKeyDown}>
          <Panel
            frontdesk={frontdesk}
            close={
              <button ref={focusNext} type="button" onClick={() => toggle(false)}>
                Close
              </button>
            }
          />
        </section>
      ) : (
        <button
          ref={focusNext}
          type="button"
          className="open"
          aria-expanded={false}
          onClick={() => toggle(true)}
        >
          Frontdesk devtools
        </button>
      )}
    </div>
  )
}

const focus = (button: HTMLButtonElement | null) => button?.focus()
