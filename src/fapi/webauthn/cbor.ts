/** What authenticators write, as far as it matters here. */
export type Cbor = number | string | boolean | null | Uint8Array<ArrayBuffer> | Cbor[] | Map<Cbor, Cbor>

/** Levels. */
const maxDepth = 4

/**
 * Reads one item of CBOR (RFC 8949): of the kinds that authenticators may write (CTAP2 canonical form), with lengths said
 * in advance. Gives where it ends, too. @throws where it is malformed, or another kind
 */
export function readCbor(bytes: Uint8Array<ArrayBuffer>, start = 0, depth = 0): [item: Cbor, end: number] {
  if (depth > maxDepth) throw new Error('It is nested too deep.')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = view.getUint8(start)
  const kind = head >> 5
  const [argument, from] = readArgument(view, head & 31, start + 1)
  if (kind === 0) return [argument, from]
  if (kind === 1) return [-1 - argument, from]
  if (kind === 2 || kind === 3) {
    const end = from + argument
    if (end > bytes.length) throw new Error('It ends too early.')
    const part = bytes.subarray(from, end)
    return [kind === 2 ? part : new TextDecoder('utf-8', { fatal: true }).decode(part), end]
  }
  if (kind === 4 || kind === 5) {
    const items: Cbor[] = []
    let end = from
    // Each takes a byte at least, so that it ends where the bytes do, whatever the length says.
    for (let count = argument * (kind === 5 ? 2 : 1); count > 0; count--) {
      const [item, next] = readCbor(bytes, end, depth + 1)
      items.push(item)
      end = next
    }
    return [kind === 4 ? items : toMap(items), end]
  }
  const simple = new Map<number, Cbor>([
    [0xf4, false],
    [0xf5, true],
    [0xf6, null],
  ]).get(head)
  if (simple === undefined) throw new Error('It is of another kind.')
  return [simple, from]
}

function toMap(items: readonly Cbor[]): Map<Cbor, Cbor> {
  const map = new Map<Cbor, Cbor>()
  for (let index = 0; index < items.length; index += 2) map.set(items[index]!, items[index + 1]!)
  if (map.size * 2 !== items.length) throw new Error('It has a key twice.')
  return map
}

/** The number that a head goes on with. */
function readArgument(view: DataView, short: number, at: number): [value: number, end: number] {
  if (short < 24) return [short, at]
  if (short === 24) return [view.getUint8(at), at + 1]
  if (short === 25) return [view.getUint16(at), at + 2]
  if (short === 26) return [view.getUint32(at), at + 4]
  throw new Error('Its length is not said, or too great.')
}
