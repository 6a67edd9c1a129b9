import { useSyncExternalStore } from 'react'
import { boxUrl } from '../../box'
import { seededPeople } from '../../people'

/** An account in the authenticator app that the demo plays. */
export interface Entry {
  readonly name: string
  /** In Base32. */
  readonly secret: string
}

let entries: readonly Entry[] = boxUrl
  ? seededPeople.flatMap(({ firstName, totpSecret: secret }) => (secret ? [{ name: firstName, secret }] : []))
  : []
const listeners = new Set<() => void>()

/** Puts a secret into the app, in place of the last one of this name. */
export function addToAuthenticator(name: string, secret: string): void {
  entries = [...entries.filter((entry) => entry.name !== name), { name, secret }]
  for (const listener of listeners) listener()
}

export const useAuthenticator = (): readonly Entry[] => useSyncExternalStore(subscribe, () => entries)

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
