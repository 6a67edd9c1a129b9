import type { Box } from '../box'
import type { ClientRecord } from './state'

/** Forgets the sign-in of a client. */
export function deleteSignIn({ state }: Box, client: ClientRecord): void {
  if (client.signInId) state.signIns.delete(client.signInId)
  client.signInId = undefined
}

/** Forgets the sign-up of a client. */
export function deleteSignUp({ state }: Box, client: ClientRecord): void {
  if (client.signUpId) state.signUps.delete(client.signUpId)
  client.signUpId = undefined
}
