export type {
  ControlFault,
  ControlJournal,
  FapiControl,
  MessageFilter,
  RequestFilter,
} from './playwright/control'
export {
  expect,
  type FrontdeskFixtureOptions,
  type FrontdeskFixtures,
  frontdeskFixtures,
  test,
} from './playwright/fixtures'
export { alice, bob, type CastMember, carol } from './scenes'
