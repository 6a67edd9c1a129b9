import type { SignedInState, SignedOutState } from '../../src/core/store/initialState'
import type { World } from './world'

/** What a server says that has read the cookies of the browser's client, whose n-th session is this person's. */
export function stateOf(
  { fapi, seeded }: World,
  person: { identifier: string },
  index = 0,
  more: Partial<SignedInState> = {},
): SignedInState {
  const iat = Math.floor(fapi.clock.now() / 1000)
  return {
    v: 1,
    status: 'signed-in',
    sessionId: seeded!.sessionIds[index]!,
    userId: fapi.users.find(({ identifier }) => identifier === person.identifier)!.id,
    organizationId: null,
    actor: null,
    claims: { role: 'admin' },
    iat,
    exp: iat + 60,
    ...more,
  }
}

export const signedOutState: SignedOutState = { v: 1, status: 'signed-out', iat: 1 }
