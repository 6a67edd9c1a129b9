import type { Membership } from '../state/organizations'

/**
 * What a session token says of the active organization, as version 2 packs it: `per` names what can be done, `fea`
 * (with `o:`) to what, and `fpm` holds for each of those a number whose bits pick from `per`. Clerk's own
 * permissions (`org:sys_…`) stay out, as they do there.
 */
export function organizationClaims({ organization, member }: Membership) {
  const custom = member.permissions
    .map((permission) => permission.split(':').slice(1))
    .filter(([feature]) => !feature!.startsWith('sys_'))
  const features = unique(custom.map(([feature]) => feature!))
  const names = unique(custom.map(([, name]) => name!))
  const maps = features.map((feature) =>
    names.reduce((bits, name, at) => {
      return custom.some(([f, n]) => f === feature && n === name) ? bits + 2 ** at : bits
    }, 0),
  )
  const o = { id: organization.id, slg: organization.slug, rol: member.role.replace('org:', '') }
  if (features.length === 0) return { o }
  return {
    fea: features.map((feature) => `o:${feature}`).join(','),
    o: { ...o, per: names.join(','), fpm: maps.join(',') },
  }
}

function unique(values: string[]): string[] {
  return [...new Set(values)]
}
