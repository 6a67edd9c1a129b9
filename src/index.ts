'use client'

export type {
  BackupCodes,
  ChangePasswordParameters,
  CreateSecondFactorPhoneParameters,
  PhoneNumberReference,
  SecondFactorPhone,
  Totp,
  VerifySecondFactorPhoneParameters,
  VerifyTotpParameters,
} from './core/actions/account'
export type { EmailLinkResult } from './core/actions/emailLink'
export type { GetTokenParameters } from './core/actions/getToken'
export type { DeletePasskeyParameters, RenamePasskeyParameters } from './core/actions/passkeys'
export type {
  PopupParameters,
  PopupWindow,
  SignInWithPopupParameters,
  SignUpWithPopupParameters,
} from './core/actions/popups'
export type { RedirectOutcome, RedirectOutcomeParameters } from './core/actions/redirectOutcome'
export type {
  SignInWithRedirectParameters,
  SignUpWithRedirectParameters,
  WayBackParameters,
} from './core/actions/redirects'
export type {
  ReverificationAttempt,
  ReverificationPreparation,
  ReverificationSecondAttempt,
  ReverificationSecondPreparation,
} from './core/actions/reverification'
export type {
  SignUpThroughProviderParameters,
  ThroughProviderParameters,
} from './core/actions/throughProvider'
export type { Ticket } from './core/actions/ticket'
export type { SignOutResult } from './core/engine/signOuts'
export { sessionCookie } from './core/features/sessionCookie'
export type { SessionState } from './core/features/tokens/sessionState'
export type { Frontdesk, FrontdeskOptions, SessionCookie } from './core/frontdesk'
export type { NativeStorage } from './core/host/storedList'
export type { ClientData } from './core/store/cache'
export type { IsolateCache } from './core/store/isolation'
export type { ConnectionStatus, TabSession } from './core/store/shown'
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
export { ClientProvider, type ClientProviderProps } from './react/ClientProvider'
export { useFrontdesk } from './react/context'
export { isExpectedOnServer } from './react/expectedOnServer'
export { ClientDegraded, ClientFailed, ClientLoading, ClientReady, Show, type ShowProps } from './react/gates'
export { HydrateIdentity, type HydrateIdentityProps } from './react/HydrateIdentity'
export { type UseActiveSessionsParameters, useActiveSessions } from './react/hooks/useActiveSessions'
export { type UseClientParameters, useClient } from './react/hooks/useClient'
export { type UseConnectionStatusReturnType, useConnectionStatus } from './react/hooks/useConnectionStatus'
export { useCreateClient } from './react/hooks/useCreateClient'
export { useCreatePasskey } from './react/hooks/useCreatePasskey'
export { useDeletePasskey } from './react/hooks/useDeletePasskey'
export { useGetToken } from './react/hooks/useGetToken'
export { type UseOrganizationsParameters, useOrganizations } from './react/hooks/useOrganizations'
export { type UsePasskeysParameters, usePasskeys } from './react/hooks/usePasskeys'
export { type UseRedirectCallbackReturnType, useRedirectCallback } from './react/hooks/useRedirectCallback'
export { useRenamePasskey } from './react/hooks/useRenamePasskey'
export {
  type UseReverificationParameters,
  type UseReverificationReturnType,
  useReverification,
} from './react/hooks/useReverification'
export { useRevokeSession } from './react/hooks/useRevokeSession'
export { useSession } from './react/hooks/useSession'
export { type UseSessionsParameters, useSessions } from './react/hooks/useSessions'
export {
  type ChooseOrganizationTask,
  type OtherTask,
  type ResetPasswordTask,
  type SessionTask,
  type SetupMfaTask,
  type UseSessionTasksReturnType,
  useSessionTasks,
} from './react/hooks/useSessionTasks'
export { useSetActive } from './react/hooks/useSetActive'
export { type UseSignInOptions, type UseSignInReturnType, useSignIn } from './react/hooks/useSignIn'
export { useSignInWithPopup } from './react/hooks/useSignInWithPopup'
export { useSignInWithRedirect } from './react/hooks/useSignInWithRedirect'
export { useSignOut } from './react/hooks/useSignOut'
export { useSignOutAll } from './react/hooks/useSignOutAll'
export { type UseSignUpOptions, type UseSignUpReturnType, useSignUp } from './react/hooks/useSignUp'
export { useSignUpWithPopup } from './react/hooks/useSignUpWithPopup'
export { useSignUpWithRedirect } from './react/hooks/useSignUpWithRedirect'
export { useSuspenseClient } from './react/hooks/useSuspenseClient'
export { type UseTokenParameters, type UseTokenReturnType, useToken } from './react/hooks/useToken'
export { type UseUserParameters, useUser } from './react/hooks/useUser'
export { InitialState, type InitialStateProps } from './react/InitialState'
export type { StepUp, StepUpState } from './react/stepUp'
export type { PopupWay } from './react/usePopup'
export type { AttemptOf, Flow, SendParameters } from './react/ways/flow'
export { type SignInWithPasswordParameters, signInWithPassword } from './react/ways/signInWithPassword'
export type { Code } from './react/ways/useCode'
export { useEmailCode } from './react/ways/useEmailCode'
export { type EmailLink, type UseEmailLinkOptions, useEmailLink } from './react/ways/useEmailLink'
export { type EmailLinkVerification, useEmailLinkVerification } from './react/ways/useEmailLinkVerification'
export {
  type PasskeyWay,
  type SignInWithPasskeyParameters,
  type UsePasskeyOptions,
  usePasskey,
} from './react/ways/usePasskey'
export { type PasswordReset, usePasswordReset } from './react/ways/usePasswordReset'
export { type UsePhoneCodeOptions, usePhoneCode } from './react/ways/usePhoneCode'
export {
  type SecondFactorCode,
  type UseSecondFactorOptions,
  useSecondFactor,
} from './react/ways/useSecondFactor'
export type { SendingOptions } from './react/ways/useSending'
export { type TicketWay, useTicket } from './react/ways/useTicket'
