import type { Frontdesk } from '../frontdesk'
import type { SignIn } from '../wire/resources/signIn'
import { mutationOptions } from './mutationOptions'

/** A step of a sign-in, e.g. `[() => createSignIn(frontdesk, parameters)]`. A tuple: React warns of bare functions. */
export type SignInStep = readonly [take: () => Promise<SignIn>]

/** Options of the mutation behind `useSignIn`. The variables are a function, so that the cache shows no password. */
export const signInMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'signIn', ([take]: SignInStep) => take())
