const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Where an instance gets its identifiers and secrets from. */
export interface Ids {
  /** `sess_` and 27 letters and digits. */
  newId(prefix: string): string
  /** `length` letters and digits, or characters of those given. */
  randomText(length: number, from?: string): string
  /** `length` digits. */
  randomDigits(length: number): string
  /** Where the sequence of a seed is; undefined where there is none. */
  readonly position: readonly number[] | undefined
}

/** Where bytes come from: what nobody can guess, or what a seed says. */
export interface ByteSource {
  fill(bytes: Uint8Array<ArrayBuffer>): void
  readonly position?: readonly number[] | undefined
}

/** What nobody can guess. It is fetched in advance, because to ask for a few bytes takes as long as for many. */
function createUnguessableBytes(): ByteSource {
  const fetched = new Uint8Array(4096)
  let used = fetched.length
  return {
    fill(bytes) {
      if (used + bytes.length > fetched.length) {
        crypto.getRandomValues(fetched)
        used = 0
      }
      bytes.set(fetched.subarray(used, used + bytes.length))
      fetched.fill(0, used, used + bytes.length)
      used += bytes.length
    },
  }
}

export const unguessable = createUnguessableBytes()

export function createIds(source = unguessable): Ids {
  const pick = (length: number, from = alphabet) => {
    const bound = 256 - (256 % from.length)
    let text = ''
    const bytes = new Uint8Array(length)
    while (text.length < length) {
      source.fill(bytes)
      for (const byte of bytes) {
        // Bytes above the last multiple would favour the first letters.
        if (byte < bound && text.length < length) text += from[byte % from.length]
      }
    }
    return text
  }
  return {
    newId: (prefix) => `${prefix}_${pick(27)}`,
    randomText: pick,
    randomDigits: (length) => pick(length, alphabet.slice(0, 10)),
    get position() {
      return source.position
    },
  }
}
