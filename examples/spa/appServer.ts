import { decodeClaims } from './jwt'

/** The token it has refused, until it has seen a newer one. */
let refused: string | null | undefined

/**
 * The demo's own server, played in the page: it deletes all projects for who has just proved who that is. A server says so
 * in Clerk's words, and checks the token before it believes it.
 */
export async function deleteProjects(token: string | null): Promise<Response> {
  const { fva: [first = -1, second = -1] = [] } = (token ? decodeClaims(token) : {}) as Claims
  const age = second >= 0 ? second : first
  if (refused !== undefined && refused !== token && age === 0) {
    refused = undefined
    return Response.json({ deleted: 3 })
  }
  refused = token
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
  /** Minutes since the first and the second proof; -1 for none. */
  fva?: readonly number[]
}
