import type { FormErrors } from 'frontdesk'
import { useEffect, useRef } from 'react'
import { onPick } from '../inbox/pick'
import { TextField } from './TextField'

interface CodeFieldProps {
  label?: string
  errors: FormErrors
  /** Whether it holds letters, too. */
  isBackupCode?: boolean
}

/** Takes a one-time code: typed, offered by the browser, or picked in the inbox beside it. */
export function CodeField({ label = 'Code', errors, isBackupCode = false }: CodeFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(
    () =>
      onPick((code) => {
        if (!input.current) return
        input.current.value = code
        input.current.focus()
      }),
    [],
  )
  return (
    <TextField
      ref={input}
      className="code-input"
      label={label}
      name="code"
      inputMode={isBackupCode ? 'text' : 'numeric'}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      errors={errors.fields.code}
      isNext
      required
    />
  )
}
