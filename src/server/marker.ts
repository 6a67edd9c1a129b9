/** How often a page load has been sent round. Travels in the address, signed, so that it needs no cookie. */
export interface Marker {
  readonly count: number
  /** When it was written, in seconds since 1970. */
  readonly seconds: number
  /** The same for all rounds of one page load; a cookie of this name tells that this browser began it. */
  readonly id: string
}

/** Its parameter in the address. Also the name of a cookie that carries it where the address is made clean. */
export const markerName = '__frontdesk'

/** The cookie of a browser that has been sent round. */
export const attemptName = ({ id }: Pick<Marker, 'id'>): string => `${markerName}_${id}`

/** Seconds that a round trip may take. */
export const lifetime = 120

/** Writes and reads markers, which nobody without the secret key can make. Each counts for the page that it was written for. */
export interface Markers {
  write(marker: Marker, page: URL): Promise<string>
  /** Undefined for what was not written here. */
  read(text: string | undefined, page: URL): Promise<Marker | undefined>
}

export function createMarkers(secretKey: string): Markers {
  let key: Promise<CryptoKey> | undefined
  const load = () => {
    key ??= crypto.subtle.importKey('raw', bytesOf(secretKey), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
      'verify',
    ])
    return key
  }
  return {
    async write({ count, seconds, id }, page) {
      const text = `${count}.${seconds}.${id}`
      return `${text}.${hex(await crypto.subtle.sign('HMAC', await load(), signed(text, page)))}`
    },
    async read(given = '', page) {
      const [, text, count, seconds, id, signature] =
        /^((\d)\.(\d{1,12})\.([a-f\d]{16}))\.([a-f\d]{64})$/.exec(given) ?? []
      if (
        !text ||
        !(await crypto.subtle.verify('HMAC', await load(), bytes(signature!), signed(text, page)))
      ) {
        return undefined
      }
      return { count: Number(count), seconds: Number(seconds), id: id! }
    },
  }
}

/** What a chain of round trips goes by. */
export const createId = (): string => hex(crypto.getRandomValues(new Uint8Array(8)).buffer)

const bytesOf = (text: string) => new TextEncoder().encode(text)

// Without the query, to which Clerk and apps add.
const signed = (text: string, { origin, pathname }: URL) =>
  bytesOf(`frontdesk round trip ${text} ${origin}${pathname}`)

const hex = (buffer: ArrayBuffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')

const bytes = (text: string) => Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16))
