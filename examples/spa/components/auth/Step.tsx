import type { ReactNode } from 'react'

interface StepProps {
  title: string
  /** What it is about, in a sentence or two. */
  lead?: ReactNode
  /** Whether the focus goes to the title, as there is nothing to fill in. */
  isNext?: boolean
  children?: ReactNode
}

/** One step of a flow. */
export function Step({ title, lead, isNext, children }: StepProps) {
  return (
    <div className="step">
      <div className="step-header">
        <h3 tabIndex={-1} data-next={isNext}>
          {title}
        </h3>
        {lead && <p className="muted">{lead}</p>}
      </div>
      {children}
    </div>
  )
}
