/** Whether two values are the same in JSON, where what is undefined is not there. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (!Array.isArray(one) || !Array.isArray(other)) return isSameObject(one as Fields, other as Fields)
  return one.length === other.length && one.every((value, index) => isSameJson(value, other[index]))
}

type Fields = Record<string, unknown>

function isSameObject(one: Fields, other: Fields): boolean {
  if (Array.isArray(one) || Array.isArray(other)) return false
  let left = 0
  for (const name in other) if (other[name] !== undefined) left++
  for (const name in one) {
    if (one[name] === undefined) continue
    // Not every name that can be read is the object's own, e.g. `constructor`, which an app may have as one.
    if (!Object.hasOwn(other, name) || !isSameJson(one[name], other[name])) return false
    left--
  }
  return left === 0
}
