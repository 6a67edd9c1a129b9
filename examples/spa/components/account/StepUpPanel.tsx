import type { StepUp } from 'frontdesk'
import { useEffect, useId, useRef } from 'react'
import { StepUpForm } from './StepUpForm'

/** Asks who it is once more, beside what asked for it. It takes the focus, and gives it back. */
export function StepUpPanel({ stepUp }: { stepUp: StepUp }) {
  const id = useId()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.querySelector<HTMLElement>('[data-next]')?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  return (
    <section className="step-up" ref={panel} aria-labelledby={id}>
      <div className="step-header">
        <h3 id={id} tabIndex={-1}>
          Prove that it is you
        </h3>
        <p className="muted">What you are about to do wants a fresh proof.</p>
      </div>
      <StepUpForm key={stepUp.status} stepUp={stepUp} />
      <button type="button" className="button quiet start" onClick={stepUp.cancel}>
        Cancel
      </button>
    </section>
  )
}
