import { type SignOutAllParameters, signOutAll } from '../actions/signOutAll'
import type { Frontdesk } from '../frontdesk'
import { mutationOptions, type Omissible } from './mutationOptions'

/** Options of the mutation behind `useSignOutAll`: `DELETE /v1/client`, or `/v1/client/sessions`. */
export const signOutAllMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'signOutAll', (parameters: Omissible<SignOutAllParameters>) =>
    signOutAll(frontdesk, parameters ?? {}),
  )
