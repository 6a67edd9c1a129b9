export type { BrowserCookie } from './fapi/browser/cookie'
export { type Browser, type BrowserOptions, createBrowser } from './fapi/browser/createBrowser'
export { createPasskeyDevice, type PasskeyDevice } from './fapi/browser/passkeyDevice'
export type { Tab, TabAmbient, TabTime } from './fapi/browser/tab'
export type { AppServer, Visit, VisitOptions, VisitStep } from './fapi/browser/visit'
export type { FapiClock } from './fapi/clock'
export { createFapi } from './fapi/createFapi'
export type { FapiEvent } from './fapi/events'
export type { FapiActiveFault, FapiFault } from './fapi/faults'
export type { Fapi, FapiClient, FapiDevBrowser, FapiSession } from './fapi/handle'
export type { FapiHost } from './fapi/http/env'
export type { FapiJournal } from './fapi/journal'
export { generateSigningKey, type SigningKey } from './fapi/keys'
export type { FapiLog, FapiLogEntry, FapiLogFilter } from './fapi/log'
export type {
  FapiEmail,
  FapiEmailFilter,
  FapiEmails,
  FapiMessageKind,
  FapiText,
  FapiTextFilter,
  FapiTexts,
} from './fapi/messages'
export type {
  FapiOptions,
  JwtTemplate,
  MissingClient,
  PasswordCharacters,
  PasswordOptions,
  SignUpOptions,
} from './fapi/options'
export type { KeyType } from './fapi/publishableKey'
export type { SeedClient, SeededClient } from './fapi/scene'
export type { FapiEnterpriseConnection } from './fapi/state/connections'
export type { FapiState } from './fapi/state/format'
export type { FapiMember, FapiOrganization } from './fapi/state/organizations'
export { defaultOrganizations } from './fapi/state/organizations'
export type { FapiPerson } from './fapi/state/people'
export { defaultUsers, type FapiUser } from './fapi/state/users'
export type { FapiStrategy } from './fapi/state/ways'
export type { FapiStorage } from './fapi/storage'
export { testSigningKey } from './fapi/testSigningKey'
