import type { FormError } from 'frontdesk'
import { type ComponentProps, useId } from 'react'

interface CheckboxProps extends ComponentProps<'input'> {
  label: string
  name: string
  errors?: readonly FormError[] | undefined
}

export function Checkbox({ label, errors = [], ...input }: CheckboxProps) {
  const id = useId()
  const isWrong = errors.length > 0
  return (
    <div className="checkbox">
      <label>
        <input
          {...input}
          type="checkbox"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-error` : undefined}
        />
        <span>{label}</span>
      </label>
      {isWrong && (
        <p className="error" id={`${id}-error`} role="alert">
          {errors[0]?.message}
        </p>
      )}
    </div>
  )
}
