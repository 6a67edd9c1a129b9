import type { FormErrors } from 'frontdesk'
import { type ReactNode, type SyntheticEvent, useEffect, useRef } from 'react'
import { GlobalErrors } from './GlobalErrors'

interface FormProps {
  label: string
  errors: FormErrors
  /** The names of its fields: what is about another one is said above the button. */
  fields: readonly string[]
  /** May reject: `errors` say why. */
  onSubmit: (form: FormData) => Promise<unknown>
  children: ReactNode
}

/** A form that is sent once at a time, and takes who was wrong to the first field that was. */
export function Form({ label, errors, fields, onSubmit, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  const isSending = useRef(false)
  const wrong = fields.find((name) => errors.fields[name])
  const reason = wrong && errors.fields[wrong]?.[0]?.message

  // biome-ignore lint/correctness/useExhaustiveDependencies: the same field may be wrong for another reason.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [wrong, reason])

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isSending.current) return
    isSending.current = true
    try {
      await onSubmit(new FormData(event.currentTarget))
    } catch {
      // The errors say why.
    } finally {
      isSending.current = false
    }
  }

  return (
    <form className="form" aria-label={label} ref={form} onSubmit={submit}>
      <GlobalErrors errors={errors} fields={fields} />
      {children}
    </form>
  )
}
