const camelCase = (name: string): string => name.replace(/_+([a-z0-9])/g, (_, letter) => letter.toUpperCase())

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The app defines the keys below these. Leave them as they are. */
const appData = /^(public_metadata|unsafe_metadata|actor)$/

export function toCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toCamelCase)
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      camelCase(name),
      appData.test(name) ? inner : toCamelCase(inner),
    ]),
  )
}
