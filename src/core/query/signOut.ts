import { type SignOutParameters, signOut } from '../actions/signOut'
import type { Frontdesk } from '../types'
import { mutationOptions } from './mutationOptions'

/** Options of the mutation behind `useSignOut`: `POST /v1/client/sessions/{id}/remove`. */
export const signOutMutationOptions = (frontdesk: Frontdesk) =>
  // biome-ignore lint/suspicious/noConfusingVoidType: TanStack's word for variables that may be left out.
  mutationOptions(frontdesk, 'signOut', (parameters: SignOutParameters | void) =>
    signOut(frontdesk, parameters ?? {}),
  )
