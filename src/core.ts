export { type CreateClientParameters, createClient } from './core/actions/createClient'
export { getClient } from './core/actions/getClient'
export { getToken } from './core/actions/getToken'
export {
  type Identity,
  type IdentityChange,
  type IdentityChangeReason,
  identityKey,
  onIdentityChange,
} from './core/actions/identity'
export { type OnTokenParameters, onToken } from './core/actions/onToken'
export { request } from './core/actions/request'
export { resetClient } from './core/actions/resetClient'
export { retry } from './core/actions/retry'
export { type SetActiveParameters, setActive } from './core/actions/setActive'
export {
  type AttemptFirstFactorParameters,
  attemptFirstFactor,
  type CreateSignInParameters,
  createSignIn,
} from './core/actions/signIn'
export { type SignOutParameters, signOut } from './core/actions/signOut'
export { type SignOutAllParameters, signOutAll } from './core/actions/signOutAll'
export { type TouchUrlParameters, touchUrl } from './core/actions/touchUrl'
export type {
  Ambient,
  AmbientChannel,
  AmbientCookies,
  AmbientLocks,
  AmbientPage,
  AmbientStorage,
} from './core/ambient'
export { createFrontdesk } from './core/createFrontdesk'
export {
  type FapiErrorDetail,
  FrontdeskError,
  type FrontdeskErrorCode,
  isFrontdeskError,
} from './core/errors'
export {
  type ClientData,
  type ClientQueryOptions,
  clientQueryKey,
  clientQueryOptions,
} from './core/query/client'
export { createClientMutationOptions } from './core/query/createClient'
export type { FrontdeskMutationOptions } from './core/query/mutationOptions'
export { setActiveMutationOptions } from './core/query/setActive'
export { type SignInStep, signInMutationOptions } from './core/query/signIn'
export { signOutMutationOptions } from './core/query/signOut'
export { signOutAllMutationOptions } from './core/query/signOutAll'
export type { Client } from './core/resources/client'
export type { Session } from './core/resources/session'
export type { SignIn } from './core/resources/signIn'
export type { User } from './core/resources/user'
export type { SignOutResult } from './core/signOuts'
export { sessionCookie } from './core/sync/sessionCookie'
export type { SessionClaims } from './core/tokens/jwt'
export type {
  ConnectionStatus,
  FapiMethod,
  Frontdesk,
  FrontdeskOptions,
  FrontdeskState,
  GetTokenParameters,
  IsolateCache,
  NativeStorage,
  RequestParameters,
  SessionCookie,
  SessionState,
  TabSession,
} from './core/types'
