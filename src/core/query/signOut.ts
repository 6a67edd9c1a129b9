import { type SignOutParameters, signOut } from '../actions/signOut'
import type { Frontdesk } from '../frontdesk'
import { mutationOptions, type Omissible } from './mutationOptions'

/** Options of the mutation behind `useSignOut`: `POST /v1/client/sessions/{id}/remove`. */
export const signOutMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'signOut', (parameters: Omissible<SignOutParameters>) =>
    signOut(frontdesk, parameters ?? {}),
  )
