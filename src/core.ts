export {
  type BackupCodes,
  type ChangePasswordParameters,
  type CreateSecondFactorPhoneParameters,
  changePassword,
  createSecondFactorPhone,
  createTotp,
  type PhoneNumberReference,
  type SecondFactorPhone,
  sendSecondFactorCode,
  type Totp,
  type VerifySecondFactorPhoneParameters,
  type VerifyTotpParameters,
  verifySecondFactorPhone,
  verifyTotp,
} from './core/actions/account'
export {
  type GetActiveSessionsParameters,
  getActiveSessions,
  type RevokeSessionParameters,
  revokeSession,
} from './core/actions/activeSessions'
export {
  type OpenBrowserParameters,
  type SignInWithBrowserParameters,
  type SignUpWithBrowserParameters,
  signInWithBrowser,
  signUpWithBrowser,
} from './core/actions/browsers'
export { type CreateClientParameters, createClient } from './core/actions/createClient'
export type { AskForPasskeyParameters } from './core/actions/credentials'
export { type EmailLinkResult, finishEmailLink } from './core/actions/emailLink'
export { fetchFresh } from './core/actions/fetchFresh'
export { getClient } from './core/actions/getClient'
export { type GetTokenParameters, getToken } from './core/actions/getToken'
export { type HandshakeUrlParameters, handshakeUrl } from './core/actions/handshakeUrl'
export {
  type HostedPageParameters,
  type RedirectToHostedPageParameters,
  redirectToSignIn,
  redirectToSignUp,
  signInUrl,
  signUpUrl,
} from './core/actions/hostedPages'
export {
  type Identity,
  type IdentityChange,
  type IdentityChangeReason,
  identityKey,
  identityKeyOf,
  onIdentityChange,
} from './core/actions/identity'
export { type OnTokenParameters, onToken } from './core/actions/onToken'
export {
  type AcceptOrganizationInvitationParameters,
  acceptOrganizationInvitation,
  type CreateOrganizationParameters,
  createOrganization,
  getOrganizationInvitations,
  getOrganizations,
} from './core/actions/organizations'
export {
  askForPasskey,
  createPasskey,
  type DeletePasskeyParameters,
  deletePasskey,
  getPasskeys,
  type RenamePasskeyParameters,
  renamePasskey,
} from './core/actions/passkeys'
export {
  type PopupParameters,
  type PopupWindow,
  type SignInWithPopupParameters,
  type SignUpWithPopupParameters,
  signInWithPopup,
  signUpWithPopup,
} from './core/actions/popups'
export { handleRedirectCallback } from './core/actions/redirectCallback'
export type { RedirectOutcome, RedirectOutcomeParameters } from './core/actions/redirectOutcome'
export {
  type SignInWithRedirectParameters,
  type SignUpWithRedirectParameters,
  signInWithRedirect,
  signUpWithRedirect,
  type WayBackParameters,
} from './core/actions/redirects'
export { type RequestParameters, request } from './core/actions/request'
export { resetClient } from './core/actions/resetClient'
export { retry } from './core/actions/retry'
export {
  attemptReverificationFirstFactor,
  attemptReverificationSecondFactor,
  prepareReverificationFirstFactor,
  prepareReverificationSecondFactor,
  type ReverificationAttempt,
  type ReverificationPreparation,
  type ReverificationSecondAttempt,
  type ReverificationSecondPreparation,
  type StartReverificationParameters,
  startReverification,
} from './core/actions/reverification'
export { reverificationAskedBy } from './core/actions/reverificationAsked'
export { type SetActiveParameters, setActive } from './core/actions/setActive'
export {
  type AttemptFirstFactorParameters,
  type AttemptSecondFactorParameters,
  attemptFirstFactor,
  attemptSecondFactor,
  type CreateSignInParameters,
  createSignIn,
  type FirstFactorAttempt,
  type FirstFactorPreparation,
  type NewPassword,
  type PrepareFirstFactorParameters,
  type PrepareSecondFactorParameters,
  prepareFirstFactor,
  prepareSecondFactor,
  type ReloadSignInParameters,
  type ResetPasswordParameters,
  reloadSignIn,
  resetPassword,
  type SecondFactorAttempt,
  type SecondFactorPreparation,
} from './core/actions/signIn'
export { type SignOutParameters, signOut } from './core/actions/signOut'
export { type SignOutAllParameters, signOutAll } from './core/actions/signOutAll'
export {
  type AttemptVerificationParameters,
  attemptVerification,
  type CreateSignUpParameters,
  createSignUp,
  type PrepareVerificationParameters,
  prepareVerification,
  type ReloadSignUpParameters,
  reloadSignUp,
  type SignUpChange,
  type SignUpFields,
  type UpdateSignUpParameters,
  updateSignUp,
  type VerificationAttempt,
  type VerificationPreparation,
} from './core/actions/signUp'
export type { StepParameters } from './core/actions/step'
export type {
  SignUpThroughProviderParameters,
  ThroughProviderParameters,
} from './core/actions/throughProvider'
export { type Ticket, takeTicket } from './core/actions/ticket'
export { type TouchUrlParameters, touchUrl } from './core/actions/touchUrl'
export { createFrontdesk } from './core/createFrontdesk'
export type { SignOutResult } from './core/engine/signOuts'
export { lastKnownClient } from './core/features/lastKnownClient'
export { sessionCookie } from './core/features/sessionCookie'
export type { SessionClaims } from './core/features/tokens/jwt'
export type { SessionState } from './core/features/tokens/sessionState'
export type { Frontdesk, FrontdeskOptions, LastKnownClient, SessionCookie } from './core/frontdesk'
export type {
  Ambient,
  AmbientChannel,
  AmbientCookies,
  AmbientCredential,
  AmbientCredentialOptions,
  AmbientCredentials,
  AmbientLocks,
  AmbientPage,
  AmbientStorage,
} from './core/host/ambient'
export type { NativeStorage } from './core/host/storedList'
export { activeSessionsQueryOptions, revokeSessionMutationOptions } from './core/query/activeSessions'
export { clientQueryKey, clientQueryOptions } from './core/query/client'
export { createClientMutationOptions } from './core/query/createClient'
export type { FrontdeskMutationOptions } from './core/query/mutationOptions'
export {
  createPasskeyMutationOptions,
  deletePasskeyMutationOptions,
  renamePasskeyMutationOptions,
} from './core/query/passkeys'
export {
  type PopupStep,
  signInWithPopupMutationOptions,
  signUpWithPopupMutationOptions,
} from './core/query/popups'
export { signInWithRedirectMutationOptions, signUpWithRedirectMutationOptions } from './core/query/redirects'
export { type SessionTaskStep, sessionTaskMutationOptions } from './core/query/sessionTasks'
export { setActiveMutationOptions } from './core/query/setActive'
export { type SignInStep, signInMutationOptions } from './core/query/signIn'
export { signOutMutationOptions } from './core/query/signOut'
export { signOutAllMutationOptions } from './core/query/signOutAll'
export { type SignUpStep, signUpMutationOptions } from './core/query/signUp'
export type { UserQueryOptions } from './core/query/userQueryOptions'
export type { ClientData, ClientQueryOptions } from './core/store/cache'
export type { InitialState, Json, SignedInState, SignedOutState } from './core/store/initialState'
export type { IsolateCache } from './core/store/isolation'
export { readInitialState } from './core/store/readInitialState'
export type { ConnectionStatus, FrontdeskState, TabSession } from './core/store/shown'
export {
  type FapiErrorDetail,
  FrontdeskError,
  type FrontdeskErrorCode,
  isFrontdeskError,
} from './core/wire/errors'
export {
  type FormError,
  type FormErrors,
  type FormErrorsOptions,
  type FormErrorWords,
  formErrors,
} from './core/wire/formErrors'
export type { Unlisted } from './core/wire/open'
export type { Register } from './core/wire/register'
export type { FapiMethod } from './core/wire/request'
export type { ActiveSession, SessionActivity } from './core/wire/resources/activeSession'
export type { AttemptOnClient } from './core/wire/resources/attempt'
export type { Client } from './core/wire/resources/client'
export type {
  Organization,
  OrganizationMembership,
  OrganizationNames,
} from './core/wire/resources/organization'
export type { OrganizationInvitation } from './core/wire/resources/organizationInvitation'
export type { Passkey } from './core/wire/resources/passkey'
export type {
  Reverification,
  ReverificationFactor,
  ReverificationFirstFactor,
  ReverificationLevel,
  ReverificationSecondFactor,
} from './core/wire/resources/reverification'
export type { Session } from './core/wire/resources/session'
export type { FirstFactor, SecondFactor, SignIn } from './core/wire/resources/signIn'
export type { SignUp, SignUpField, SignUpVerification } from './core/wire/resources/signUp'
export type { User } from './core/wire/resources/user'
export type { Verification } from './core/wire/resources/verification'
export { nativeScheme } from './core/wire/security/native'
export type { SecurityScheme } from './core/wire/security/scheme'
