export const camelCase = (name: string): string =>
  name.replace(/_+([a-z0-9])/g, (_, letter) => letter.toUpperCase())

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The app defines the keys below these. Leave them as they are. */
const appData = /^(public_metadata|unsafe_metadata|actor)$/

/** @param levels - to keep. Nobody recurses any deeper then, TanStack Query neither. */
export function toCamelCase(value: unknown, rename = camelCase, levels = 100): unknown {
  if (!(value instanceof Object)) return value
  if (!levels) return undefined
  if (Array.isArray(value)) return value.map((inner) => toCamelCase(inner, rename, levels - 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      rename(name),
      toCamelCase(inner, appData.test(name) ? String : rename, levels - 1),
    ]),
  )
}
