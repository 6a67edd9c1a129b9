/** Markup, made by `html`. Hono's own is not used: it would come along with what every box loads. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = Html | string | number | false | null | undefined | readonly Part[]

/** Markup as it is written: whatever is put into it becomes text, but for other markup. */
export function html(written: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(written.map((text, index) => text + markupOf(parts[index])).join(''))
}

/** Markup that is not looked at: nothing from outside may be in it. */
export const raw = (markup: string) => new Html(markup)

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function markupOf(part: Part): string {
  if (part instanceof Html) return part.markup
  if (Array.isArray(part)) return part.map(markupOf).join('')
  if (part === undefined || part === null || part === false) return ''
  return String(part).replace(/[&<>"']/g, (sign) => escapes[sign]!)
}
