// Checked by `npm run test:types`: what goes where TanStack Query takes options.
import { useMutation, useQuery } from '@tanstack/react-query'
import type { FrontdeskError } from 'frontdesk'
import {
  type ActiveSession,
  activeSessionsQueryOptions,
  type Client,
  type ClientData,
  type ClientQueryOptions,
  type CreateClientParameters,
  clientQueryOptions,
  createClientMutationOptions,
  createPasskeyMutationOptions,
  type DeletePasskeyParameters,
  deletePasskeyMutationOptions,
  type Frontdesk,
  type FrontdeskMutationOptions,
  type Passkey,
  type PopupStep,
  type RedirectOutcome,
  type RenamePasskeyParameters,
  type RevokeSessionParameters,
  renamePasskeyMutationOptions,
  revokeSessionMutationOptions,
  type Session,
  type SessionTaskStep,
  type SetActiveParameters,
  type SignIn,
  type SignInStep,
  type SignInWithRedirectParameters,
  type SignOutParameters,
  type SignOutResult,
  type SignUp,
  type SignUpStep,
  type SignUpWithRedirectParameters,
  sessionTaskMutationOptions,
  setActiveMutationOptions,
  signInMutationOptions,
  signInWithPopupMutationOptions,
  signInWithRedirectMutationOptions,
  signOutMutationOptions,
  signUpMutationOptions,
  signUpWithPopupMutationOptions,
  signUpWithRedirectMutationOptions,
  type UserQueryOptions,
} from 'frontdesk/core'
import { expectTypeOf } from 'vitest'

export function AQuerysKeyKnowsItsData(frontdesk: Frontdesk) {
  const { queryClient } = frontdesk
  const client = clientQueryOptions(frontdesk, { select: () => 7 })
  expectTypeOf(client).toEqualTypeOf<ClientQueryOptions<number>>()
  const devices = activeSessionsQueryOptions(frontdesk, { select: (sessions) => sessions.length })
  expectTypeOf(devices).toEqualTypeOf<UserQueryOptions<readonly ActiveSession[], number>>()
  expectTypeOf(useQuery(devices).data).toEqualTypeOf<number | undefined>()
  // TanStack Query takes no error's type from options; from a key it does.
  expectTypeOf(useQuery(devices).error).toEqualTypeOf<Error | null>()
  expectTypeOf(queryClient.getQueryState(devices.queryKey)?.error).toEqualTypeOf<
    FrontdeskError | null | undefined
  >()
  expectTypeOf(queryClient.getQueryData(devices.queryKey)).toEqualTypeOf<
    readonly ActiveSession[] | undefined
  >()
  expectTypeOf(queryClient.getQueryData(client.queryKey)).toEqualTypeOf<ClientData | undefined>()
}

/** What a mutation gives and takes. */
type Told<Data, Variables> = { data: Data; variables: Variables }
declare function told<Data, Variables>(
  factory: (frontdesk: Frontdesk) => FrontdeskMutationOptions<Data, Variables>,
): Told<Data, Variables>

export function AMutationTakesWhatItsActionDoes() {
  expectTypeOf(told(createClientMutationOptions)).branded.toEqualTypeOf<
    // biome-ignore lint/suspicious/noConfusingVoidType: it can be left out.
    Told<Client | null, CreateClientParameters | void>
  >()
  // biome-ignore lint/suspicious/noConfusingVoidType: as above.
  expectTypeOf(told(createPasskeyMutationOptions)).toEqualTypeOf<Told<Passkey, undefined | void>>()
  expectTypeOf(told(renamePasskeyMutationOptions)).toEqualTypeOf<Told<Passkey, RenamePasskeyParameters>>()
  expectTypeOf(told(deletePasskeyMutationOptions)).toEqualTypeOf<Told<void, DeletePasskeyParameters>>()
  expectTypeOf(told(setActiveMutationOptions)).toEqualTypeOf<Told<Session, SetActiveParameters>>()
  // biome-ignore lint/suspicious/noConfusingVoidType: as above.
  expectTypeOf(told(signOutMutationOptions)).toEqualTypeOf<Told<SignOutResult, SignOutParameters | void>>()
  expectTypeOf(told(revokeSessionMutationOptions)).toEqualTypeOf<
    Told<SignOutResult, RevokeSessionParameters>
  >()
  expectTypeOf(told(signInWithRedirectMutationOptions)).toEqualTypeOf<
    Told<void, SignInWithRedirectParameters>
  >()
  expectTypeOf(told(signUpWithRedirectMutationOptions)).toEqualTypeOf<
    Told<void, SignUpWithRedirectParameters>
  >()
}

export function AStepWithSecretsIsAFunction() {
  // What is in a mutation's variables is in TanStack Query's cache, where passwords and codes have no place.
  expectTypeOf(told(signInMutationOptions)).toEqualTypeOf<Told<SignIn, SignInStep>>()
  expectTypeOf(told(signUpMutationOptions)).toEqualTypeOf<Told<SignUp, SignUpStep>>()
  for (const options of [signInWithPopupMutationOptions, signUpWithPopupMutationOptions])
    expectTypeOf(told(options)).toEqualTypeOf<Told<RedirectOutcome, PopupStep>>()
  expectTypeOf(told(sessionTaskMutationOptions)).toEqualTypeOf<Told<void, SessionTaskStep>>()
  expectTypeOf<SignInStep>().toEqualTypeOf<readonly [take: () => Promise<SignIn>]>()
  expectTypeOf<SignUpStep>().toEqualTypeOf<readonly [take: () => Promise<SignUp>]>()
  expectTypeOf<PopupStep>().toEqualTypeOf<readonly [outcome: () => Promise<RedirectOutcome>]>()
  expectTypeOf<SessionTaskStep>().toEqualTypeOf<readonly [take: () => Promise<unknown>]>()
}

export function AMutationsPolicyIsFrontdesks(frontdesk: Frontdesk) {
  const options = signOutMutationOptions(frontdesk)
  expectTypeOf(options.retry).toEqualTypeOf<false>()
  expectTypeOf(options.networkMode).toEqualTypeOf<'always'>()
  expectTypeOf(options.throwOnError).toEqualTypeOf<false>()
  const signOut = useMutation({ ...options, onSuccess: ({ serverConfirmed }) => serverConfirmed })
  signOut.mutate()
  signOut.mutate({ sessionId: 'sess_1' })
}
