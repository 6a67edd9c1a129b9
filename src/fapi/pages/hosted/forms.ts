import type { Dom } from '../dom'

/** An input with its label; the rest are the input's attributes. */
export interface Field {
  name: string
  label: string
  autocomplete: string
  type?: string
  inputmode?: string
  value?: string
  readonly?: boolean
}

export interface Screen {
  title: string
  text?: string
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

  function show({ title, text, fields = [], submit, onSubmit, also = [] }: Screen) {
    const inputs = fields.map(({ label: _, ...field }) =>
      h('input', { ...field, id: field.name, required: true, 'aria-describedby': `${field.name}-error` }),
    )
    const button = h('button', { class: 'primary' }, submit)
    const send = async (event: Event) => {
      event.preventDefault()
      for (const error of document.querySelectorAll('.error')) error.textContent = ''
      for (const input of inputs) input.removeAttribute('aria-invalid')
      button.disabled = true
      // A blank around an address is a slip; a password may begin with one.
      const values = Object.fromEntries(
        inputs.map(({ name, type, value }) => [name, type === 'password' ? value : value.trim()]),
      )
      await attempt(() => onSubmit?.(values))
      button.disabled = false
    }
    const rows = fields.flatMap(({ name, label }, index) => [
      h('label', {}, label, inputs[index]),
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
  }

  return { show, choice }
}
