import type { Dom } from '../dom'

/** An input with its label; the rest are the input's attributes. */
export interface Field {
  name: string
  label: string
  autocomplete?: string
  type?: string
  inputmode?: string
  value?: string
  readonly?: boolean
  /** Default: true. */
  required?: boolean
}

export interface Screen {
  title: string
  text?: string | undefined
  fields?: readonly Field[]
  /** What the button says. */
  submit?: string
  onSubmit?(values: Record<string, string>): Promise<void>
  /** What else there is, below. */
  also?: readonly Node[]
}

export type HostedForms = ReturnType<typeof forms>

/** Screens with a form each. A refusal is said beside the field that it is about, and the focus goes there. */
export function forms({ h, byId }: Dom) {
  /** Runs what a button is for, and says what went wrong. */
  async function attempt(task: () => unknown) {
    try {
      await task()
    } catch (error) {
      const { message, field } = error as Error & { field?: string }
      const input =
        field && document.querySelector<HTMLInputElement>(`[name="${CSS.escape(field)}"]:not([readonly])`)
      // `fetch` itself fails with a TypeError.
      const text = error instanceof TypeError ? 'The box does not answer. Is it running?' : message
      byId(input ? `${field}-error` : 'problem').textContent = text
      if (!input) return
      input.ariaInvalid = 'true'
      input.select()
    }
  }

  /** A button that leads elsewhere. */
  function choice(text: string, task: () => unknown) {
    return h('button', { type: 'button', click: () => attempt(task) }, text)
  }

  /** @returns whether it is still shown */
  function show({ title, text, fields = [], submit, onSubmit, also = [] }: Screen): () => boolean {
    const inputs = fields.map(({ label: _, required = true, ...field }) =>
      h('input', { ...field, id: field.name, required, 'aria-describedby': `${field.name}-error` }),
    )
    const button = h('button', { class: 'primary' }, submit)
    const send = async (event: Event) => {
      event.preventDefault()
      if (button.ariaDisabled) return
      for (const error of document.querySelectorAll('.error')) error.textContent = ''
      for (const input of inputs) input.removeAttribute('aria-invalid')
      // Not disabled: a button that is loses the focus.
      button.ariaDisabled = 'true'
      const values = Object.fromEntries(
        inputs.map((input) => [input.name, read(input)]).filter(([, value]) => value),
      )
      await attempt(() => onSubmit?.(values))
      button.ariaDisabled = null
    }
    const rows = fields.flatMap(({ name, label, type, required = true }, index) => [
      type === 'checkbox'
        ? h('label', { class: 'check' }, inputs[index], label)
        : h('label', {}, required ? label : `${label} (optional)`, inputs[index]),
      h('p', { class: 'error', id: `${name}-error` }),
    ])
    const heading = h('h1', { tabindex: -1 }, title)
    byId('main').replaceChildren(
      heading,
      h('p', { class: 'hint' }, text),
      ...(submit ? [h('form', { submit: send }, ...rows, button)] : []),
      h('p', { class: 'error', role: 'alert', id: 'problem' }),
      ...also,
    )
    ;(inputs.find(({ readOnly }) => !readOnly) ?? heading).focus()
    return () => heading.isConnected
  }

  /** A blank around an address is a slip; a password may begin with one. */
  function read({ type, value, checked }: HTMLInputElement) {
    if (type === 'checkbox') return checked && 'true'
    return type === 'password' ? value : value.trim()
  }

  return { show, choice }
}
