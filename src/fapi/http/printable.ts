/** Characters. */
const limit = 2000

/** A text of a request as a terminal may show it: what moves its cursor or turns text around is spelled out, the end of what is very long left out. */
export function printable(text: string): string {
  const shown = text.slice(0, limit).replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (sign) => {
    return `\\u{${sign.codePointAt(0)!.toString(16)}}`
  })
  return text.length > limit ? `${shown}…` : shown
}
