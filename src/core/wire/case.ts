/** `first_name` → `firstName` */
const camelCase = (name: string): string => name.replace(/_+([a-z0-9])/g, (_, letter) => letter.toUpperCase())

/** `firstName` → `first_name` */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Below these the keys are the app's own. */
const appData = /^(public_metadata|unsafe_metadata|actor)$/

/** Keys in camelCase, all the way down except below what belongs to the app. */
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
