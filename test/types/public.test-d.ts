// Checked by `npm run test:types`: what an app's own code infers from the public types.
import { type QueryClient, useMutation, useQuery } from '@tanstack/react-query'
import {
  type Client,
  type FrontdeskError,
  type FrontdeskErrorCode,
  isFrontdeskError,
  type Session,
  type SessionState,
  type SignIn,
  type SignOutResult,
  type User,
  useClient,
  useConnectionStatus,
  useCreateClient,
  useSession,
  useSessions,
  useSetActive,
  useSignIn,
  useSignOut,
  useSignOutAll,
  useSuspenseClient,
  useToken,
  useUser,
} from 'frontdesk'
import {
  attemptFirstFactor as attempt,
  clientQueryKey,
  clientQueryOptions,
  createFrontdesk,
  type Frontdesk,
  fetchFresh,
  handshakeUrl,
  type Identity,
  identityKey,
  onIdentityChange,
  onToken,
  type SignOutParameters,
  sessionCookie,
  signOutAllMutationOptions,
  touchUrl,
} from 'frontdesk/core'
import { expectTypeOf } from 'vitest'

export function HooksInfer() {
  expectTypeOf(useClient().data).toEqualTypeOf<Client | null | undefined>()
  expectTypeOf(useClient({ select: (client) => client?.sessions.length ?? 0 }).data).toEqualTypeOf<
    number | undefined
  >()
  expectTypeOf(useClient().error).toEqualTypeOf<FrontdeskError | null>()
  expectTypeOf(useSuspenseClient().data).toEqualTypeOf<Client | null>()
  expectTypeOf(useSessions().data).toEqualTypeOf<readonly Session[] | undefined>()
  expectTypeOf(useUser().data).toEqualTypeOf<User | null | undefined>()
  expectTypeOf(useUser({ select: (user) => user?.firstName }).data).toEqualTypeOf<string | null | undefined>()
  expectTypeOf(useConnectionStatus().touchDue).toEqualTypeOf<boolean>()
  expectTypeOf(useToken({ template: 'hasura' }).token).toEqualTypeOf<string | undefined>()

  const signOutAll = useSignOutAll()
  expectTypeOf(signOutAll.data).toEqualTypeOf<SignOutResult | undefined>()
  signOutAll.mutate()
  signOutAll.mutate({ keepClient: true })
  // @ts-expect-error -- the option is `keepClient`.
  signOutAll.mutate({ keep: true })
  useSetActive().mutate({ organizationId: null })
  // @ts-expect-error -- an organization is named by its id or slug.
  useSetActive().mutate({ organizationId: 1 })
}

export function StatusNarrowsTheRest() {
  const session: SessionState = useSession()
  const { status, sessionId, claims } = session
  if (status === 'signed-in') expectTypeOf(sessionId).toEqualTypeOf<string>()
  if (status === 'signed-out') expectTypeOf(claims).toEqualTypeOf<null>()
  if (session.status === 'loading') expectTypeOf(session.session).toEqualTypeOf<undefined>()
  expectTypeOf(session.error).toEqualTypeOf<FrontdeskError | undefined>()
  if (session.status === 'error') {
    expectTypeOf(session.error).toEqualTypeOf<FrontdeskError>()
    expectTypeOf(session.sessionId).toEqualTypeOf<undefined>()
    expectTypeOf(session.claims).toEqualTypeOf<undefined>()
  }
  if (session.sessionId) expectTypeOf(session.error).toEqualTypeOf<undefined>()
  if (session.status === 'pending')
    expectTypeOf(session.session?.tasks[0]?.key).toExtend<string | undefined>()
}

export function TokensNarrowByStatus() {
  const { status, token, expiresAt, error } = useToken()
  expectTypeOf(status).toEqualTypeOf<'loading' | 'ready' | 'error' | 'signed-out'>()
  expectTypeOf(token).toEqualTypeOf<string | undefined>()
  if (status === 'ready') {
    expectTypeOf(token).toEqualTypeOf<string>()
    expectTypeOf(expiresAt).toEqualTypeOf<number>()
    expectTypeOf(error).toEqualTypeOf<FrontdeskError | undefined>()
  }
  if (token !== undefined) expectTypeOf(expiresAt).toEqualTypeOf<number>()
  if (status === 'error') expectTypeOf(error).toEqualTypeOf<FrontdeskError>()
  if (status === 'signed-out') expectTypeOf(token).toEqualTypeOf<undefined>()
  if (status === 'loading') expectTypeOf(error).toEqualTypeOf<undefined>()
}

export function CodesAreCompletedAndOpen(error: FrontdeskError, code: string | undefined) {
  const codes: FrontdeskErrorCode[] = ['query_client_mismatch', 'form_password_incorrect', 'brand_new_code']
  expectTypeOf(error.code).toEqualTypeOf<FrontdeskErrorCode>()
  isFrontdeskError(error)
  isFrontdeskError(error, 'network_error')
  isFrontdeskError(error, 'form_password_incorrect')
  // @ts-expect-error -- a typo.
  isFrontdeskError(error, 'form_pasword_incorrect')
  // @ts-expect-error -- a typo in a code of Frontdesk's own.
  isFrontdeskError(error, 'network-error')
  // @ts-expect-error -- one of two is a typo.
  isFrontdeskError(error, code ? 'network_error' : 'netwerk_error')
  // What may be any text cannot be known to be one.
  isFrontdeskError(error, code)
  isFrontdeskError(error, codes[0])
  isFrontdeskError(error, 'brand_new_code' as string)
  if (error.code === 'brand_new_code') return
}

export function StatusesAreOpen(session: Session) {
  const statuses: Session['status'][] = ['active', 'revoked', 'brand_new']
  expectTypeOf(session.status).toExtend<string>()
  // @ts-expect-error -- but no number.
  statuses.push(1)
}

export function NamesAndAddressesAreThere(user: User) {
  expectTypeOf(user.fullName).toEqualTypeOf<string | null>()
  expectTypeOf(user.primaryEmailAddress?.emailAddress).toEqualTypeOf<string | undefined>()
  expectTypeOf(user.publicMetadata.plan).toEqualTypeOf<unknown>()
}

export function HooksTakeTanStacksOwnOptions() {
  const signOut = useSignOut({
    onMutate: () => ({ since: 1 }),
    onSuccess({ serverConfirmed }, variables, context) {
      expectTypeOf(serverConfirmed).toEqualTypeOf<boolean>()
      expectTypeOf<SignOutParameters>().toExtend<typeof variables>()
      expectTypeOf(context).toEqualTypeOf<{ since: number }>()
    },
    onError: (error) => expectTypeOf(error).toEqualTypeOf<FrontdeskError>(),
    meta: { place: 'menu' },
  })
  expectTypeOf(signOut.context).toEqualTypeOf<{ since: number } | undefined>()
  signOut.mutate()
  useSetActive({ onSuccess: (session) => expectTypeOf(session).toEqualTypeOf<Session>() })
  useSignIn({ onSuccess: (signIn) => expectTypeOf(signIn).toEqualTypeOf<SignIn>() })
  useSignOutAll({ onSettled: (data) => expectTypeOf(data).toEqualTypeOf<SignOutResult | undefined>() })
  useCreateClient({ onSuccess: (client) => expectTypeOf(client).toEqualTypeOf<Client | null>() })
  // @ts-expect-error -- that it is not sent twice is Frontdesk's.
  useSignOut({ retry: 3 })
  // @ts-expect-error -- and that it waits for nothing.
  useSignOutAll({ networkMode: 'online' })
  // @ts-expect-error -- and that it is kept no longer than it is shown.
  useSetActive({ gcTime: 1000 })
  // @ts-expect-error -- and that a refusal does not blank the page.
  useSignIn({ throwOnError: true })
  // @ts-expect-error -- and that a sign-out waits in no queue.
  useSignOut({ scope: { id: 'queue' } })
  // @ts-expect-error -- and its key.
  useCreateClient({ mutationKey: ['mine'] })
}

export function TheHookKnowsItsSignIn() {
  const { attemptFirstFactor } = useSignIn()
  void attemptFirstFactor({ strategy: 'password', password: 'secret' })
  void attemptFirstFactor({ strategy: 'password', password: 'secret', signInId: 'sia_1' })
  // @ts-expect-error -- outside a hook there is none to know.
  void attempt({} as Frontdesk, { strategy: 'password', password: 'secret' })
}

export async function OptionsGoWhereTanStackTakesThem(queryClient: QueryClient) {
  const frontdesk = createFrontdesk({ publishableKey: 'pk_test_', queryClient })
  expectTypeOf(
    await queryClient.ensureQueryData(clientQueryOptions(frontdesk)),
  ).toEqualTypeOf<Client | null>()
  const { queryKey } = clientQueryOptions(frontdesk)
  for (const key of [queryKey, clientQueryKey(frontdesk)])
    expectTypeOf(queryClient.getQueryData(key)).toEqualTypeOf<Client | null | undefined>()
  expectTypeOf(queryClient.getQueryState(queryKey)?.error).toEqualTypeOf<FrontdeskError | null | undefined>()
  queryClient.setQueryData(queryKey, (client) => client)
  // @ts-expect-error -- it is the client, and no text.
  queryClient.setQueryData(queryKey, 'client')
  const selecting = clientQueryOptions(frontdesk, { select: (client) => client?.id })
  expectTypeOf(queryClient.getQueryData(selecting.queryKey)).toEqualTypeOf<Client | null | undefined>()
  const id = useQuery(clientQueryOptions(frontdesk, { select: (client) => client?.id })).data
  expectTypeOf(id).toEqualTypeOf<string | undefined>()
  expectTypeOf(useMutation(signOutAllMutationOptions(frontdesk)).data).toEqualTypeOf<
    SignOutResult | undefined
  >()
}

export function IdentitiesAreTold(frontdesk: Frontdesk) {
  expectTypeOf(identityKey(frontdesk)).toEqualTypeOf<string | null | undefined>()
  const stop = onIdentityChange(frontdesk, ({ from, to, reason }) => {
    expectTypeOf(from).toEqualTypeOf<Identity>()
    expectTypeOf(to).toEqualTypeOf<Identity | null>()
    expectTypeOf(from.organizationId).toEqualTypeOf<string | null>()
    expectTypeOf(reason).toEqualTypeOf<'sign-out' | 'switch' | 'other-tab' | 'ended'>()
  })
  expectTypeOf(stop).toEqualTypeOf<() => void>()
}

export function TokensAreTold(frontdesk: Frontdesk) {
  const stop = onToken(frontdesk, (token) => expectTypeOf(token).toEqualTypeOf<string | null>(), {
    template: 'hasura',
    organizationId: null,
  })
  expectTypeOf(stop).toEqualTypeOf<() => void>()
  // @ts-expect-error -- it is always this tab's session: another one's token is for `getToken()`.
  onToken(frontdesk, () => {}, { sessionId: 'sess_1' })
}

export function CookiesAreAChoice(queryClient: QueryClient, frontdesk: Frontdesk) {
  createFrontdesk({ publishableKey: 'pk_test_', queryClient, sessionCookie, touchOnFocus: false })
  // @ts-expect-error -- it is `sessionCookie` itself, so that who wants none does without its weight.
  createFrontdesk({ publishableKey: 'pk_test_', queryClient, sessionCookie: true })
  expectTypeOf(touchUrl(frontdesk, { redirectUrl: '/inbox' })).toEqualTypeOf<Promise<string>>()
  // @ts-expect-error -- where to go on to is not left open.
  void touchUrl(frontdesk)
  expectTypeOf(handshakeUrl(frontdesk, { redirectUrl: '/', organizationId: null })).toEqualTypeOf<
    Promise<string>
  >()
  expectTypeOf(fetchFresh(frontdesk, '/api', { method: 'POST' })).toEqualTypeOf<Promise<Response>>()
}
