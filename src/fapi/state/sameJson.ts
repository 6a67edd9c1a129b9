/** Whether two values are the same in JSON, where what is undefined is not there. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (!Array.isArray(one) || !Array.isArray(other)) return isSameObject(one, other)
  return one.length === other.length && one.every((value, index) => isSameJson(value, other[index]))
}

function isSameObject(one: object, other: object): boolean {
  if (Array.isArray(one) || Array.isArray(other)) return false
  const names = namesOf(one)
  if (names.length !== namesOf(other).length) return false
  // Not every name that can be read is the object's own, e.g. `constructor`, which an app may have as one.
  return names.every(
    (name) => Object.hasOwn(other, name) && isSameJson(Reflect.get(one, name), Reflect.get(other, name)),
  )
}

function namesOf(value: object): string[] {
  return Object.keys(value).filter((name) => Reflect.get(value, name) !== undefined)
}
