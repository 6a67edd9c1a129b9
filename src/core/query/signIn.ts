import type { Frontdesk } from '../frontdesk'
import type { SignIn } from '../wire/resources/signIn'
import { mutationOptions } from './mutationOptions'

/** A step to take, e.g. `[() => createSignIn(frontdesk, { identifier, password })]`. In a list: React warns of bare functions. */
export type SignInStep = readonly [take: () => Promise<SignIn>]

/**
 * Options of the mutation behind `useSignIn`. Its variables are a step to take, not what the step is made of, so that
 * the mutation cache holds no password.
 */
export const signInMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'signIn', ([take]: SignInStep) => take())
