import type { ByteSource } from './ids'

/**
 * Bytes that follow from a seed (sfc32): the same ones each time, for tests to compare. Anyone who knows the
 * seed knows them all. A position takes the sequence up where it was left.
 */
export function createSeededBytes(seed: string, position?: readonly number[]): ByteSource {
  let [a, b, c, counter] = (position ?? start(seed)) as [number, number, number, number]
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum
  }
  // The first numbers of near seeds resemble each other.
  if (position === undefined) for (let i = 0; i < 20; i++) next()
  return {
    fill(bytes) {
      for (let i = 0; i < bytes.length; i++) bytes[i] = next() >>> 24
    },
    get position() {
      return [a, b, c, counter]
    },
  }
}

function start(seed: string): number[] {
  return [1, 2, 3, 4].map((salt) => {
    let hash = Math.imul(salt, 0x9e3779b1)
    for (const unit of seed) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193)
    return hash
  })
}
