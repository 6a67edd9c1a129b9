import type { Host, Writable } from './host'

/** Lets somebody look on at each request and lock from now on; `undefined` ends it. */
export function tapWith(host: Writable<Host>, tap: Host['tap']): void {
  host.tap = tap
}
