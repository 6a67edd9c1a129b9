/** What the registered claims and Clerk's own stand for. */
const meanings: Record<string, string> = {
  azp: 'for origin',
  exp: 'expires',
  fva: 'factor ages, minutes',
  iat: 'issued',
  iss: 'issuer',
  jti: 'token id',
  nbf: 'not before',
  sid: 'session',
  sts: 'session status',
  sub: 'user',
  v: 'version',
}
const times: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf'])

export function Claims({ claims }: { claims: Record<string, unknown> }) {
  return (
    <table className="claims" aria-label="Claims">
      <tbody>
        {Object.entries(claims).map(([name, value]) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
              {times.has(name) && typeof value === 'number' && (
                <span className="muted"> {new Date(value * 1000).toLocaleTimeString()}</span>
              )}
            </td>
            <td className="claims-meaning">{meanings[name]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
