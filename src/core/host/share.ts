import type { Host } from './host'

/** Single flight: concurrent calls with the same `name` share one run of `task`. */
export function share<T>(
  { flights }: Pick<Host, 'flights'>,
  name: string,
  task: () => Promise<T>,
): Promise<T> {
  const known = flights.get(name)
  if (known) return known as Promise<T>
  const flight = task().finally(() => {
    if (flights.get(name) === flight) flights.delete(name)
  })
  flights.set(name, flight)
  return flight
}
