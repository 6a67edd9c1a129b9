import type { FormError } from 'frontdesk'
import { type ComponentProps, type ReactNode, useId } from 'react'

interface TextFieldProps extends ComponentProps<'input'> {
  label: string
  name: string
  /** What the field wants. */
  hint?: ReactNode
  errors?: readonly FormError[] | undefined
  /** What goes with the errors, e.g. a way out. */
  after?: ReactNode
  /** Whether the focus goes here when what had it is gone. */
  isNext?: boolean | undefined
}

export function TextField({ label, hint, errors = [], after, isNext, ...input }: TextFieldProps) {
  const id = useId()
  const isWrong = errors.length > 0
  const described = [hint && `${id}-hint`, isWrong && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        data-next={isNext || undefined}
        aria-invalid={isWrong}
        aria-describedby={described || undefined}
      />
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {isWrong && (
        <div className="error" id={`${id}-error`} role="alert">
          {errors.map(({ code, message }) => (
            <p key={code}>{message}</p>
          ))}
          {after}
        </div>
      )}
    </div>
  )
}
