import { type ReactNode, useId } from 'react'

interface CardProps {
  title: string
  /** The hooks that the card shows at work. */
  hooks: string
  actions?: ReactNode
  children: ReactNode
}

export function Card({ title, hooks, actions, children }: CardProps) {
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card-header">
        <h2 id={id}>{title}</h2>
        <code className="card-hooks">{hooks}</code>
        {actions && <div className="card-actions">{actions}</div>}
      </header>
      {children}
    </section>
  )
}
