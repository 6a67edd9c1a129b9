import { type ReactNode, useId } from 'react'

interface CardProps {
  title: string
  /** The hooks that the card shows at work. */
  hooks: string
  actions?: ReactNode
  /** Where it stands on a narrow page: with what is due, beside it, or behind it. */
  place?: 'due' | 'beside' | undefined
  children: ReactNode
}

export function Card({ title, hooks, actions, place, children }: CardProps) {
  const id = useId()
  return (
    <section className="card" data-place={place} aria-labelledby={id}>
      <header className="card-header">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        <code className="card-hooks">{hooks}</code>
        {actions && <div className="card-actions">{actions}</div>}
      </header>
      {children}
    </section>
  )
}
