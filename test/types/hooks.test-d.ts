// Checked by `npm run test:types`: what each hook takes and gives.
import type { UseQueryResult } from '@tanstack/react-query'
import {
  type ActiveSession,
  type Client,
  type ClientData,
  type ConnectionStatus,
  type DeletePasskeyParameters,
  type EmailLinkResult,
  type EmailLinkVerification,
  type Frontdesk,
  type FrontdeskError,
  type GetTokenParameters,
  type OrganizationMembership,
  type Passkey,
  type RedirectOutcome,
  type RenamePasskeyParameters,
  type Session,
  type SignOutResult,
  type UseActiveSessionsParameters,
  type UseClientParameters,
  type UseConnectionStatusReturnType,
  type UseOrganizationsParameters,
  type UsePasskeysParameters,
  type UseRedirectCallbackReturnType,
  type User,
  type UseSessionsParameters,
  type UseTokenParameters,
  type UseTokenReturnType,
  type UseUserParameters,
  useActiveSessions,
  useClient,
  useConnectionStatus,
  useCreateClient,
  useCreatePasskey,
  useDeletePasskey,
  useEmailLinkVerification,
  useFrontdesk,
  useGetToken,
  useOrganizations,
  usePasskeys,
  useRedirectCallback,
  useRenamePasskey,
  useRevokeSession,
  useSessions,
  useToken,
  useUser,
} from 'frontdesk'
import { expectTypeOf } from 'vitest'

export function QueriesGiveWhatTheyAreNamedAfter() {
  expectTypeOf(useClient()).toEqualTypeOf<UseQueryResult<ClientData, FrontdeskError>>()
  expectTypeOf(useActiveSessions().data).toEqualTypeOf<readonly ActiveSession[] | undefined>()
  expectTypeOf(useOrganizations().data).toEqualTypeOf<readonly OrganizationMembership[] | undefined>()
  expectTypeOf(usePasskeys().data).toEqualTypeOf<readonly Passkey[] | undefined>()
  expectTypeOf(useActiveSessions().error).toEqualTypeOf<FrontdeskError | null>()
  const { status, data } = useOrganizations()
  if (status === 'success') expectTypeOf(data).toEqualTypeOf<readonly OrganizationMembership[]>()
}

export function ASelectorDecidesWhatComes(count: (list: readonly unknown[]) => number) {
  const [devices, memberships] = [useActiveSessions({ select: count }), useOrganizations({ select: count })]
  const [passkeys, sessions] = [usePasskeys({ select: count }), useSessions({ select: count })]
  for (const { data } of [devices, memberships, passkeys, sessions])
    expectTypeOf(data).toEqualTypeOf<number | undefined>()
  // @ts-expect-error -- they select from sessions.
  useSessions({ select: (sessions: string) => sessions })
}

export function ParametersCanBePassedOn() {
  type Select<Part, Selected> = { select?: ((part: Part) => Selected) | undefined }
  expectTypeOf<UseClientParameters<string>>().toEqualTypeOf<Select<ClientData, string>>()
  expectTypeOf<UseUserParameters<string>>().toEqualTypeOf<Select<User | null, string>>()
  expectTypeOf<UseSessionsParameters<number>>().toEqualTypeOf<Select<readonly Session[], number>>()
  expectTypeOf<UsePasskeysParameters<number>>().toEqualTypeOf<Select<readonly Passkey[], number>>()
  expectTypeOf<UseActiveSessionsParameters>().toEqualTypeOf<
    Select<readonly ActiveSession[], readonly ActiveSession[]>
  >()
  expectTypeOf<UseOrganizationsParameters>().toEqualTypeOf<
    Select<readonly OrganizationMembership[], readonly OrganizationMembership[]>
  >()
  const useInitials = ({ select }: UseUserParameters<string>) => useUser({ select })
  expectTypeOf(useInitials).returns.toEqualTypeOf<UseQueryResult<string, FrontdeskError>>()
}

export function TheConnectionNarrowsByStatus() {
  const connection = useConnectionStatus()
  expectTypeOf(connection).toEqualTypeOf<UseConnectionStatusReturnType>()
  expectTypeOf(connection).toExtend<ConnectionStatus>()
  expectTypeOf(connection.retry).toEqualTypeOf<() => Promise<Client | null>>()
  if (connection.status === 'degraded') return expectTypeOf(connection.error).toEqualTypeOf<FrontdeskError>()
  if (connection.status === 'error') return expectTypeOf(connection.error).toEqualTypeOf<FrontdeskError>()
  return expectTypeOf(connection.error).toEqualTypeOf<undefined>()
}

export function TokensTakeATemplateAndAnOrganization() {
  expectTypeOf(useToken).parameter(0).toEqualTypeOf<UseTokenParameters | undefined>()
  expectTypeOf(useToken).returns.toEqualTypeOf<UseTokenReturnType>()
  expectTypeOf<UseTokenParameters>().toEqualTypeOf<{
    template?: string | undefined
    organizationId?: string | null | undefined
  }>()
  expectTypeOf(useGetToken()).toEqualTypeOf<(parameters?: GetTokenParameters) => Promise<string | null>>()
  void useGetToken()({ skipCache: true, sessionId: 'sess_1', signal: new AbortController().signal })
  // @ts-expect-error -- that is `getToken()`'s alone: a hook is for this tab's session.
  useToken({ sessionId: 'sess_1' })
}

export function MutationsTakeWhatTheyNeed() {
  expectTypeOf(useRevokeSession().mutate).parameter(0).toEqualTypeOf<{ sessionId: string }>()
  expectTypeOf(useRevokeSession().data).toEqualTypeOf<SignOutResult | undefined>()
  expectTypeOf(useCreatePasskey().data).toEqualTypeOf<Passkey | undefined>()
  expectTypeOf(useRenamePasskey().mutate).parameter(0).toEqualTypeOf<RenamePasskeyParameters>()
  expectTypeOf(useRenamePasskey().mutateAsync).returns.toEqualTypeOf<Promise<Passkey>>()
  expectTypeOf(useDeletePasskey().mutate).parameter(0).toEqualTypeOf<DeletePasskeyParameters>()
  expectTypeOf(useDeletePasskey().error).toEqualTypeOf<FrontdeskError | null>()
  useCreatePasskey().mutate()
  useCreateClient().mutate({ method: 'PUT' })
  // @ts-expect-error -- which one?
  useRevokeSession().mutate()
  // @ts-expect-error -- a name is due.
  useRenamePasskey().mutate({ passkeyId: 'idn_1' })
  // @ts-expect-error -- there is no such method.
  useCreateClient().mutate({ method: 'DELETE' })
}

export function TheirCallbacksGetTheSame() {
  useRevokeSession({
    onMutate: () => 'before',
    onError: (error, { sessionId }, context) => {
      expectTypeOf(error).toEqualTypeOf<FrontdeskError>()
      expectTypeOf(sessionId).toBeString()
      expectTypeOf(context).toEqualTypeOf<string | undefined>()
    },
  })
  useCreatePasskey({ onSuccess: (passkey) => expectTypeOf(passkey).toEqualTypeOf<Passkey>() })
  // @ts-expect-error -- whether it is sent again is Frontdesk's.
  useDeletePasskey({ retry: 1 })
}

export function PagesThatAreComeBackToHaveOneMoreStatus() {
  expectTypeOf(useRedirectCallback).returns.toEqualTypeOf<UseRedirectCallbackReturnType>()
  expectTypeOf<
    Exclude<UseRedirectCallbackReturnType, { status: 'pending' }>
  >().toEqualTypeOf<RedirectOutcome>()
  const verification: EmailLinkVerification = useEmailLinkVerification()
  expectTypeOf<EmailLinkResult>().toExtend<EmailLinkVerification>()
  switch (verification.status) {
    case 'verified':
      return expectTypeOf(verification.sessionId).toEqualTypeOf<string>()
    case 'continue':
      return expectTypeOf(verification.flow).toEqualTypeOf<'sign-in' | 'sign-up'>()
    case 'error':
      return expectTypeOf(verification.error).toEqualTypeOf<FrontdeskError>()
    case 'pending':
    case 'none':
    case 'verified-elsewhere':
    case 'expired':
    case 'client-mismatch':
    case 'failed':
      return
    default:
      return expectTypeOf(verification).toBeNever()
  }
}

export function TheHandleIsThere() {
  expectTypeOf(useFrontdesk()).toEqualTypeOf<Frontdesk>()
}
