export function orElse<T, Otherwise = undefined>(task: () => T, otherwise?: Otherwise): T | Otherwise {
  try {
    return task()
  } catch {
    return otherwise as Otherwise
  }
}
