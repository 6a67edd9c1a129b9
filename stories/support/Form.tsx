interface FormProps {
  /** What is asked for. */
  label: string
  type?: 'password' | 'text'
  /** What the button says. */
  button: string
  disabled?: boolean
  /** May reject: the hook says why. */
  onSubmit: (value: string) => Promise<unknown>
}

/** Asks for one thing. */
export function Form({ label, type = 'text', button, disabled, onSubmit }: FormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(String(new FormData(event.currentTarget).get('value'))).catch(() => {})
      }}
    >
      <label>
        {label}
        <input name="value" type={type} autoComplete="off" />
      </label>
      <button type="submit" disabled={disabled}>
        {button}
      </button>
    </form>
  )
}
