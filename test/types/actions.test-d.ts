// Checked by `npm run test:types`: the actions of `frontdesk/core`, and what they resolve to.
import type { FrontdeskError, PopupWindow } from 'frontdesk'
import {
  type AcceptOrganizationInvitationParameters,
  type ActiveSession,
  type AskForPasskeyParameters,
  acceptOrganizationInvitation,
  askForPasskey,
  type Client,
  type CreateClientParameters,
  type CreateOrganizationParameters,
  createClient,
  createOrganization,
  createPasskey,
  type DeletePasskeyParameters,
  deletePasskey,
  type EmailLinkResult,
  type FapiMethod,
  type Frontdesk,
  finishEmailLink,
  type GetActiveSessionsParameters,
  type GetTokenParameters,
  getActiveSessions,
  getClient,
  getOrganizationInvitations,
  getOrganizations,
  getPasskeys,
  getToken,
  type HandshakeUrlParameters,
  type HostedPageParameters,
  handshakeUrl,
  type Identity,
  type IdentityChange,
  type IdentityChangeReason,
  type OnTokenParameters,
  type OpenBrowserParameters,
  type Organization,
  type OrganizationInvitation,
  type OrganizationMembership,
  onIdentityChange,
  onToken,
  type Passkey,
  type RedirectOutcome,
  type RedirectToHostedPageParameters,
  type RenamePasskeyParameters,
  type RequestParameters,
  type RevokeSessionParameters,
  redirectToSignIn,
  redirectToSignUp,
  renamePasskey,
  request,
  resetClient,
  retry,
  revokeSession,
  type Session,
  type SetActiveParameters,
  type SignInWithBrowserParameters,
  type SignOutAllParameters,
  type SignOutParameters,
  type SignOutResult,
  type SignUpWithBrowserParameters,
  setActive,
  signInUrl,
  signInWithBrowser,
  signInWithPopup,
  signOut,
  signOutAll,
  signUpUrl,
  signUpWithBrowser,
  signUpWithPopup,
  type Ticket,
  type TouchUrlParameters,
  takeTicket,
  touchUrl,
} from 'frontdesk/core'
import { expectTypeOf } from 'vitest'

export function TheClientMayBeNone(frontdesk: Frontdesk) {
  for (const load of [getClient, resetClient, retry])
    expectTypeOf(load(frontdesk)).toEqualTypeOf<Promise<Client | null>>()
  expectTypeOf(createClient).returns.toEqualTypeOf<Promise<Client | null>>()
  expectTypeOf<CreateClientParameters>().toEqualTypeOf<{ method?: 'POST' | 'PUT' | undefined }>()
  void createClient(frontdesk)
}

export function SessionsAreSwitchedAndEnded(frontdesk: Frontdesk) {
  expectTypeOf(setActive).parameter(1).toEqualTypeOf<SetActiveParameters | undefined>()
  expectTypeOf(setActive(frontdesk, { organizationId: null })).toEqualTypeOf<Promise<Session>>()
  expectTypeOf(signOut).parameter(1).toEqualTypeOf<SignOutParameters | undefined>()
  expectTypeOf(signOutAll).parameter(1).toEqualTypeOf<SignOutAllParameters | undefined>()
  for (const action of [signOut, signOutAll])
    expectTypeOf(action(frontdesk)).toEqualTypeOf<Promise<SignOutResult>>()
  expectTypeOf<SignOutResult>().toEqualTypeOf<{ readonly serverConfirmed: boolean }>()
  expectTypeOf(revokeSession).parameter(1).toEqualTypeOf<RevokeSessionParameters>()
  expectTypeOf(getActiveSessions).parameter(1).toEqualTypeOf<GetActiveSessionsParameters | undefined>()
  expectTypeOf(getActiveSessions).returns.toEqualTypeOf<Promise<readonly ActiveSession[]>>()
  // @ts-expect-error -- all is `signOutAll()`.
  void signOut(frontdesk, { keepClient: true })
  // @ts-expect-error -- which one? This tab's own is `signOut()`.
  void revokeSession(frontdesk)
}

export function ATokenIsNullForNobody(frontdesk: Frontdesk) {
  expectTypeOf(getToken).parameter(1).toEqualTypeOf<GetTokenParameters | undefined>()
  expectTypeOf(getToken(frontdesk, { skipCache: true })).toEqualTypeOf<Promise<string | null>>()
  expectTypeOf(onToken).parameter(2).toEqualTypeOf<OnTokenParameters | undefined>()
  expectTypeOf<OnTokenParameters>().toEqualTypeOf<Pick<GetTokenParameters, 'template' | 'organizationId'>>()
  // @ts-expect-error -- `null` is nobody's token, and no header.
  getToken(frontdesk).then((token) => new Headers({ authorization: token }))
}

export function AnIdentityChangesForOneOfFourReasons(frontdesk: Frontdesk) {
  onIdentityChange(frontdesk, (change) => expectTypeOf(change).toEqualTypeOf<IdentityChange>())
  expectTypeOf<IdentityChange>().toEqualTypeOf<{
    readonly from: Identity
    readonly to: Identity | null
    readonly reason: IdentityChangeReason
  }>()
  expectTypeOf<IdentityChangeReason>().toEqualTypeOf<'sign-out' | 'switch' | 'other-tab' | 'ended'>()
}

export function OrganizationsAreMadeAndJoined(frontdesk: Frontdesk) {
  expectTypeOf(getOrganizations).returns.toEqualTypeOf<Promise<readonly OrganizationMembership[]>>()
  expectTypeOf(getOrganizationInvitations).returns.toEqualTypeOf<Promise<readonly OrganizationInvitation[]>>()
  expectTypeOf(createOrganization).parameter(1).toEqualTypeOf<CreateOrganizationParameters>()
  expectTypeOf(createOrganization).returns.toEqualTypeOf<Promise<Organization>>()
  expectTypeOf(acceptOrganizationInvitation)
    .parameter(1)
    .toEqualTypeOf<AcceptOrganizationInvitationParameters>()
  expectTypeOf(acceptOrganizationInvitation).returns.toEqualTypeOf<Promise<OrganizationInvitation>>()
  // @ts-expect-error -- a name is due, a slug is not.
  void createOrganization(frontdesk, { slug: 'acme' })
}

export function PasskeysAreMadeAndManaged(frontdesk: Frontdesk) {
  expectTypeOf(getPasskeys(frontdesk)).toEqualTypeOf<Promise<readonly Passkey[]>>()
  expectTypeOf(createPasskey(frontdesk)).toEqualTypeOf<Promise<Passkey>>()
  expectTypeOf(renamePasskey).parameter(1).toEqualTypeOf<RenamePasskeyParameters>()
  expectTypeOf(deletePasskey).parameter(1).toEqualTypeOf<DeletePasskeyParameters>()
  expectTypeOf(deletePasskey).returns.resolves.toBeVoid()
  // What comes is the `publicKeyCredential` of a step.
  expectTypeOf(askForPasskey(frontdesk, null, { autofill: true })).toEqualTypeOf<Promise<string>>()
  expectTypeOf(askForPasskey).parameter(2).toEqualTypeOf<AskForPasskeyParameters | undefined>()
}

export function AnyPathCanBeAsked(frontdesk: Frontdesk) {
  expectTypeOf<FapiMethod>().toEqualTypeOf<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'>()
  expectTypeOf(request).parameter(3).toEqualTypeOf<RequestParameters | undefined>()
  // Nothing is known of the answer.
  expectTypeOf(request(frontdesk, 'GET', '/me')).toEqualTypeOf<Promise<unknown>>()
  void request(frontdesk, 'PATCH', '/me', { query: { a: undefined }, body: { first_name: 'Ann' } })
  // @ts-expect-error -- there is no such method.
  void request(frontdesk, 'HEAD', '/me')
}

export function HostedPagesHaveAddresses(frontdesk: Frontdesk) {
  for (const url of [signInUrl, signUpUrl]) {
    expectTypeOf(url).parameter(1).toEqualTypeOf<HostedPageParameters | undefined>()
    expectTypeOf(url(frontdesk, { redirectUrl: '/back' })).toEqualTypeOf<Promise<string>>()
  }
  for (const go of [redirectToSignIn, redirectToSignUp]) {
    expectTypeOf(go).parameter(1).toEqualTypeOf<RedirectToHostedPageParameters | undefined>()
    expectTypeOf(go(frontdesk)).resolves.toBeVoid()
  }
  expectTypeOf<RedirectToHostedPageParameters>().toExtend<HostedPageParameters>()
  expectTypeOf(touchUrl).parameter(1).toEqualTypeOf<TouchUrlParameters>()
  expectTypeOf(handshakeUrl).parameter(1).toEqualTypeOf<HandshakeUrlParameters>()
  // @ts-expect-error -- an address is not gone to.
  void signInUrl(frontdesk, { navigate: () => {} })
}

export function AnAppBringsItsOwnBrowserOrWindow(frontdesk: Frontdesk, openWindow: () => PopupWindow) {
  expectTypeOf<SignInWithBrowserParameters>().toExtend<OpenBrowserParameters>()
  expectTypeOf(signUpWithBrowser).parameter(1).toEqualTypeOf<SignUpWithBrowserParameters>()
  expectTypeOf(signInWithBrowser).returns.toEqualTypeOf<Promise<RedirectOutcome>>()
  expectTypeOf<OpenBrowserParameters['openBrowser']>().toEqualTypeOf<
    (url: string, redirectUrl: string) => Promise<string | null | undefined>
  >()
  for (const open of [signInWithPopup, signUpWithPopup])
    expectTypeOf(open(frontdesk, { strategy: 'oauth_google', openWindow })).toEqualTypeOf<
      Promise<RedirectOutcome>
    >()
  const native = { strategy: 'oauth_google', redirectUrl: 'myapp://', openBrowser: async () => null } as const
  void signUpWithBrowser(frontdesk, { ...native, legalAccepted: true })
  // @ts-expect-error -- a sign-in has no terms to accept.
  void signInWithBrowser(frontdesk, { ...native, legalAccepted: true })
}

export function LinksAndTicketsAreReadFromThePage(frontdesk: Frontdesk) {
  expectTypeOf(finishEmailLink(frontdesk)).toEqualTypeOf<Promise<EmailLinkResult>>()
  expectTypeOf(takeTicket(frontdesk)).toEqualTypeOf<Ticket | null>()
  finishEmailLink(frontdesk).catch((error: FrontdeskError) => error.code)
}
