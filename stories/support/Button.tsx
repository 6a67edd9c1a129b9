import type { ReactNode } from 'react'

interface ButtonProps {
  onClick: () => void
  disabled?: boolean
  children: ReactNode
}

export function Button(props: ButtonProps) {
  return <button type="button" {...props} />
}
