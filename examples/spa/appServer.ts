import { decodeClaims } from './jwt'

/** What it has refused and not done yet, in seconds since 1970. */
let refusedAt: number | undefined

/**
 * The demo's own server, played in the page: it deletes all projects for who has just proved who that is. A server says so
 * in Clerk's words, and checks the token before it believes it.
 */
export async function deleteProjects(token: string | null): Promise<Response> {
  const { iat = 0, fva: [first = -1, second = -1] = [] } = (token ? decodeClaims(token) : {}) as Claims
  const age = second >= 0 ? second : first
  if (refusedAt !== undefined && iat >= refusedAt && age === 0) {
    refusedAt = undefined
    return Response.json({ deleted: 3 })
  }
  refusedAt = iat + 1
  return Response.json(
    {
      clerk_error: {
        type: 'forbidden',
        reason: 'reverification-error',
        metadata: { reverification: { level: 'second_factor', afterMinutes: 0 } },
      },
    },
    { status: 403 },
  )
}

interface Claims {
  iat?: number
  /** Minutes since the first and the second proof; -1 for none. */
  fva?: readonly number[]
}
