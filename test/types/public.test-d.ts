// Checked by `npm run test:types`: what an app's own code infers from the public types.
import { type QueryClient, useMutation, useQuery } from '@tanstack/react-query'
import {
  type Client,
  type FrontdeskError,
  type Session,
  type SessionState,
  type SignOutResult,
  type User,
  useClient,
  useConnectionStatus,
  useSession,
  useSessions,
  useSetActive,
  useSignOutAll,
  useSuspenseClient,
  useToken,
  useUser,
} from 'frontdesk'
import {
  clientQueryOptions,
  createFrontdesk,
  type Frontdesk,
  type Identity,
  identityKey,
  onIdentityChange,
  onToken,
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
    expectTypeOf([session.sessionId, session.claims]).toEqualTypeOf<undefined[]>()
  }
  // @ts-expect-error -- where there is a session, there is none to explain.
  if (session.sessionId) session.error.code
  if (session.status === 'pending')
    expectTypeOf(session.session.tasks[0]?.key).toEqualTypeOf<string | undefined>()
}

export async function OptionsGoWhereTanStackTakesThem(queryClient: QueryClient) {
  const frontdesk = createFrontdesk({ publishableKey: 'pk_test_', queryClient })
  expectTypeOf(
    await queryClient.ensureQueryData(clientQueryOptions(frontdesk)),
  ).toEqualTypeOf<Client | null>()
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
}
