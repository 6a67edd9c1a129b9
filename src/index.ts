'use client'

export {
  type FapiErrorDetail,
  FrontdeskError,
  type FrontdeskErrorCode,
  isFrontdeskError,
} from './core/errors'
export type { ClientData } from './core/query/client'
export type { Client } from './core/resources/client'
export type { Session } from './core/resources/session'
export type { SignIn } from './core/resources/signIn'
export type { User } from './core/resources/user'
export type { SignOutResult } from './core/signOuts'
export type {
  ConnectionStatus,
  Frontdesk,
  FrontdeskOptions,
  GetTokenParameters,
  IsolateCache,
  NativeStorage,
  SessionState,
  TabSession,
} from './core/types'
export { ClientProvider, type ClientProviderProps } from './react/ClientProvider'
export { useFrontdesk } from './react/context'
export { ClientDegraded, ClientFailed, ClientLoading, ClientReady, Show, type ShowProps } from './react/gates'
export { type UseClientParameters, useClient } from './react/hooks/useClient'
export { type UseConnectionStatusReturnType, useConnectionStatus } from './react/hooks/useConnectionStatus'
export { useCreateClient } from './react/hooks/useCreateClient'
export { useGetToken } from './react/hooks/useGetToken'
export { useSession } from './react/hooks/useSession'
export { type UseSessionsParameters, useSessions } from './react/hooks/useSessions'
export { useSetActive } from './react/hooks/useSetActive'
export { type UseSignInReturnType, useSignIn } from './react/hooks/useSignIn'
export { useSignOut } from './react/hooks/useSignOut'
export { useSignOutAll } from './react/hooks/useSignOutAll'
export { useSuspenseClient } from './react/hooks/useSuspenseClient'
export { type UseTokenParameters, type UseTokenReturnType, useToken } from './react/hooks/useToken'
export { type UseUserParameters, useUser } from './react/hooks/useUser'
