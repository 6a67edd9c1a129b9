export type { InitialState, Json, SignedInState, SignedOutState } from './core/store/initialState'
export { FrontdeskError, isFrontdeskError } from './core/wire/errors'
export type {
  Auth,
  Claims,
  Pending,
  Permission,
  SignedIn,
  SignedOut,
  TokenOptions,
  Unknown,
} from './server/auth'
export type { Resolved, ServerContext } from './server/context'
export { createFrontdeskServer, type FrontdeskServer, protect } from './server/createFrontdeskServer'
export { serializeInitialState } from './server/initialState'
export type { FrontdeskServerOptions, OrganizationSync } from './server/options'
export type { Verdict, VerdictCode, VerdictEvent } from './server/verdicts'
