import { type SignOutAllParameters, signOutAll } from '../actions/signOutAll'
import type { Frontdesk } from '../types'
import { mutationOptions } from './mutationOptions'

/** Options of the mutation behind `useSignOutAll`: `DELETE /v1/client`, or `/v1/client/sessions`. */
export const signOutAllMutationOptions = (frontdesk: Frontdesk) =>
  // biome-ignore lint/suspicious/noConfusingVoidType: TanStack's word for variables that may be left out.
  mutationOptions(frontdesk, 'signOutAll', (parameters: SignOutAllParameters | void) =>
    signOutAll(frontdesk, parameters ?? {}),
  )
