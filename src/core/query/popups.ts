import type { RedirectOutcome } from '../actions/redirectOutcome'
import type { Frontdesk } from '../frontdesk'
import { mutationOptions } from './mutationOptions'

/**
 * What was opened in a click, e.g. `[() => outcome]` of `signInWithPopup()`: a mutation runs its function later than the
 * click, and browsers would block the window.
 */
export type PopupStep = readonly [outcome: () => Promise<RedirectOutcome>]

/** Options of the mutation behind `useSignInWithPopup`. */
export const signInWithPopupMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'signInWithPopup', ([outcome]: PopupStep) => outcome())

/** Options of the mutation behind `useSignUpWithPopup`. */
export const signUpWithPopupMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'signUpWithPopup', ([outcome]: PopupStep) => outcome())
