const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Where an instance gets its identifiers and secrets from. */
export interface Ids {
  /** `sess_` and 27 letters and digits. */
  newId(prefix: string): string
  /** `length` letters and digits. */
  randomText(length: number): string
}

/** Fills bytes with what nobody can guess, or with what a seed says. */
type FillBytes = (bytes: Uint8Array<ArrayBuffer>) => void

export function createIds(fill: FillBytes = (bytes) => void crypto.getRandomValues(bytes)): Ids {
  const randomText = (length: number) => {
    let text = ''
    const bytes = new Uint8Array(length)
    while (text.length < length) {
      fill(bytes)
      for (const byte of bytes) {
        // 248 is the last multiple of 62 in a byte: bytes above it would favour the first letters.
        if (byte < 248 && text.length < length) text += alphabet[byte % 62]
      }
    }
    return text
  }
  return { randomText, newId: (prefix) => `${prefix}_${randomText(27)}` }
}
