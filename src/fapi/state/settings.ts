import type { Box } from '../box'
import { allOf, change, keep } from './beyond'
import { type EnrollmentMode, enrollmentModes, type Kept } from './beyondKinds'

type Settings = Omit<Kept<'settings'>, 'id' | 'createdAt' | 'updatedAt'>

/** What servers have said of the instance, and what holds where they have said nothing. */
export function settingsOf(box: Box) {
  const [said] = allOf(box, 'settings')
  return {
    domainsEnabled: said?.domainsEnabled ?? true,
    /** How people may get into an organization by a domain. */
    enrollmentModes: said?.enrollmentModes ?? (enrollmentModes as readonly EnrollmentMode[]),
    /** What they are then, e.g. `org:member`. */
    domainsDefaultRole: said?.domainsDefaultRole ?? 'org:member',
    supportEmail: said?.supportEmail || null,
    preferredSignIn: said?.preferredSignIn || undefined,
    allowedOrigins: said?.allowedOrigins ?? null,
    allowlist: said?.allowlist ?? false,
    blocklist: said?.blocklist ?? false,
    blocksSubaddresses: said?.blocksSubaddresses ?? false,
  }
}

export function changeSettings(box: Box, changes: Partial<Settings>): void {
  const [said] = allOf(box, 'settings')
  change(box, said ?? keep(box, 'settings', 'ins', {}), changes)
}

/** Lets the origins that servers have named in, besides those of the options. */
export function admitOrigins(box: Box): void {
  const isOwn = box.options.allowsOrigin
  box.options.allowsOrigin = (origin) =>
    isOwn(origin) || (settingsOf(box).allowedOrigins?.includes(origin) ?? false)
}
