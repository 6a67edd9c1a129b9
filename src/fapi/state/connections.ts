/** An enterprise's own way to sign in, which everybody with an address of its domain has to take. */
export interface FapiEnterpriseConnection {
  /** E.g. `Acme`. */
  name: string
  /** What its addresses end in, e.g. `acme.example`. */
  domain: string
  /** Default: `ent_` and the domain. */
  id?: string | undefined
}

export type EnterpriseConnection = Required<Record<keyof FapiEnterpriseConnection, string>>

/** @throws TypeError that names the place */
export function parseConnections(connections: readonly FapiEnterpriseConnection[]): EnterpriseConnection[] {
  const parsed = connections.map(({ name, domain, id = `ent_${domain.replace(/\W/g, '_')}` }, index) => {
    if (!/^[\w-]+(\.[\w-]+)+$/.test(domain))
      throw new TypeError(`enterpriseConnections[${index}].domain: "${domain}" is no domain.`)
    return { name, domain: domain.toLowerCase(), id }
  })
  const twin = parsed.findIndex(({ id }, index) => parsed.findIndex((other) => other.id === id) < index)
  if (twin >= 0) throw new TypeError(`enterpriseConnections[${twin}].id: "${parsed[twin]!.id}" is taken.`)
  return parsed
}

/** The connections that an address belongs to: none where there is no such way to sign in. */
export function connectionsOf(
  { strategies, enterpriseConnections }: ConnectionOptions,
  address: string | null | undefined,
): EnterpriseConnection[] {
  if (!address || !strategies.has('enterprise_sso')) return []
  return enterpriseConnections.filter(({ domain }) => address.trim().toLowerCase().endsWith(`@${domain}`))
}

interface ConnectionOptions {
  strategies: ReadonlySet<string>
  enterpriseConnections: readonly EnterpriseConnection[]
}
