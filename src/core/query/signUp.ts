import type { Frontdesk } from '../frontdesk'
import type { SignUp } from '../wire/resources/signUp'
import { mutationOptions } from './mutationOptions'

/** A step of a sign-up, e.g. `[() => createSignUp(frontdesk, parameters)]`. A tuple: React warns of bare functions. */
export type SignUpStep = readonly [take: () => Promise<SignUp>]

/** Options of the mutation behind `useSignUp`. The variables are a function, so that the cache shows no password. */
export const signUpMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'signUp', ([take]: SignUpStep) => take())
