import type { ReactNode } from 'react'

interface SubmitButtonProps {
  isPending: boolean
  children: ReactNode
}

/** It is never disabled: a button that is loses the focus. */
export function SubmitButton({ isPending, children }: SubmitButtonProps) {
  return (
    <button type="submit" className="button primary" aria-disabled={isPending}>
      {isPending ? 'One moment …' : children}
    </button>
  )
}
