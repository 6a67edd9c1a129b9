import { readCookies } from './facts'

/** The name and the value of a `Set-Cookie` line; a value of `undefined` deletes. */
export function readDirective(line: string): [name: string, value: string | undefined] {
  const [pair = '', ...attributes] = line.split(';')
  const at = pair.indexOf('=')
  const value = pair.slice(at + 1).trim()
  const isGone = attributes.some((attribute) => {
    const [, name = '', text = ''] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(attribute) ?? []
    if (/^max-age$/i.test(name)) return Number(text) <= 0
    return /^expires$/i.test(name) && Date.parse(text) <= Date.now()
  })
  return [pair.slice(0, at).trim(), isGone || !value ? undefined : value]
}

/** The `Cookie` header that a browser would send next, after it was given these lines. */
export function applyDirectives(header: string, lines: readonly string[], dropped: RegExp): string {
  // Of two cookies of one name the first counts.
  const pairs = new Map(readCookies(header).reverse())
  for (const [name, value] of lines.map(readDirective)) {
    if (value === undefined) pairs.delete(name)
    else pairs.set(name, value)
  }
  const kept = [...pairs].filter(([name]) => name && !dropped.test(name))
  return kept.map(([name, value]) => `${name}=${value}`).join('; ')
}
