const shortcode = /\{\{\s*([\w.]+)\s*\}\}/g
const only = new RegExp(`^${shortcode.source}$`)

/**
 * Puts what shortcodes such as `{{user.id}}` stand for in their place, however deep they are. A string that is
 * nothing else becomes the value itself, whatever its type; one that stands for nothing becomes null, and nothing
 * within other text.
 */
export function fillShortcodes(value: unknown, scope: object): unknown {
  if (typeof value === 'string') {
    const [, path] = only.exec(value) ?? []
    return path === undefined
      ? value.replaceAll(shortcode, (_, part: string) => asText(lookUp(scope, part)))
      : lookUp(scope, path)
  }
  if (Array.isArray(value)) return value.map((item) => fillShortcodes(item, scope))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillShortcodes(item, scope)]))
}

function lookUp(scope: object, path: string): unknown {
  return path.split('.').reduce<unknown>((found, name) => {
    const holds = typeof found === 'object' && found !== null && Object.hasOwn(found, name)
    return holds ? (found as Record<string, unknown>)[name] : null
  }, scope)
}

function asText(value: unknown): string {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
