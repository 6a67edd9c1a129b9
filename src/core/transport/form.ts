/** A body as the Frontend API reads it: keys in snake_case, `null` empty, lists repeated, objects as JSON. */
export function form(body: Record<string, unknown>): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(body)) {
    const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    for (const item of [value].flat()) {
      if (item !== undefined)
        parameters.append(
          name,
          item === null ? '' : typeof item === 'object' ? JSON.stringify(item) : `${item}`,
        )
    }
  }
  return parameters
}
