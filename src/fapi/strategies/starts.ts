import { beyond } from '../http/beyond'
import type { FapiContext } from '../http/env'
import { connectionsOf } from '../state/connections'
import { findUser } from '../state/users'
import { isExternal } from '../state/verifications'

/** Begins a sign-in in one of the ways that lead through elsewhere, and answers. */
export type Start = (c: FapiContext) => Promise<Response>

/** How a sign-in with this strategy begins; undefined where it begins with an identifier of somebody known here. */
export async function findStart(c: FapiContext, strategy: string | undefined): Promise<Start | undefined> {
  const form = c.get('form')
  const { options, state } = c.get('box')
  const identifier = form.get('identifier')
  if (form.get('transfer') === 'true') return (await beyond()).transferToSignIn
  if (strategy === 'ticket') return (await beyond()).startByTicket
  if (strategy === 'passkey' && !identifier?.trim()) return (await beyond()).startByPasskey
  if (isExternal(strategy)) return (await beyond()).startExternal
  const isClaimed = connectionsOf(options, identifier).length > 0 && !findUser(state.users, identifier!)
  return isClaimed ? (await beyond()).startClaimed : undefined
}
