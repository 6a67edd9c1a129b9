// Checked by `npm run test:types`: what Playwright's tests infer from `frontdesk/testing/playwright`.
import {
  test as base,
  defineConfig,
  mergeTests,
  type Page,
  type expect as playwrightExpect,
} from '@playwright/test'
import type { FapiEmail, FapiLogEntry, FapiOptions, FapiText, FapiUser } from 'frontdesk/fapi'
import * as testing from 'frontdesk/testing'
import {
  alice,
  bob,
  type CastMember,
  type ControlFault,
  type ControlJournal,
  carol,
  expect,
  type FapiControl,
  type FrontdeskFixtureOptions,
  type FrontdeskFixtures,
  frontdeskFixtures,
  type MessageFilter,
  type RequestFilter,
  test,
} from 'frontdesk/testing/playwright'
import { expectTypeOf } from 'vitest'

export function ATestGetsItsFixtures() {
  test('', async ({ page, fapi, signInAs, expire }) => {
    expectTypeOf(fapi).toEqualTypeOf<FapiControl>()
    expectTypeOf(signInAs).toEqualTypeOf<FrontdeskFixtures['signInAs']>()
    expectTypeOf(await signInAs(page)).toEqualTypeOf<{ sessionId: string }>()
    expectTypeOf(expire(page)).toEqualTypeOf<Promise<void>>()
    expectTypeOf(signInAs).parameters.toEqualTypeOf<[page: Page, user?: CastMember | string | undefined]>()
    // @ts-expect-error -- whose page it is comes first.
    await signInAs(bob)
  })
  expectTypeOf(expect).toEqualTypeOf<typeof playwrightExpect>()
}

export function ATestOfOnesOwnHasThemToo() {
  const own = base.extend<FrontdeskFixtureOptions & FrontdeskFixtures>(frontdeskFixtures)
  const merged = mergeTests(test, base.extend<{ plan: string }>({ plan: 'pro' }))
  own('', ({ signInAs }) => expectTypeOf(signInAs).toEqualTypeOf<FrontdeskFixtures['signInAs']>())
  merged('', ({ fapi, plan }) => {
    expectTypeOf(fapi).toEqualTypeOf<FapiControl>()
    expectTypeOf(plan).toEqualTypeOf<string>()
  })
}

export function AConfigurationSaysWhatTheAppHas() {
  defineConfig<FrontdeskFixtureOptions>({ use: { publishableKey: process.env.KEY, proxyUrl: '/__clerk' } })
  // @ts-expect-error -- a list of users.
  defineConfig<FrontdeskFixtureOptions>({ use: { box: { users: 'alice' } } })
  test.use({ box: { users: [alice, { identifier: 'dora@example.com' }], strategies: ['email_code'] } })
  expectTypeOf<FrontdeskFixtureOptions['box']>().toEqualTypeOf<FapiOptions>()
}

export async function ABoxIsControlledFromOutside(fapi: FapiControl) {
  expectTypeOf(fapi.fault).parameter(0).toEqualTypeOf<ControlFault>()
  const mend = await fapi.fault({ path: '/v1/client', status: 503, body: { errors: [] } })
  expectTypeOf(mend()).toEqualTypeOf<Promise<void>>()
  // @ts-expect-error -- no expression goes over the wire.
  await fapi.fault({ path: /client/ })
  expectTypeOf(fapi.emails).toEqualTypeOf<ControlJournal<FapiEmail, MessageFilter>>()
  expectTypeOf(await fapi.texts.waitFor({ to: '+15555550100', kind: 'sign-in' })).toEqualTypeOf<FapiText>()
  expectTypeOf(fapi.log).toExtend<ControlJournal<FapiLogEntry, RequestFilter>>()
  expectTypeOf(await fapi.totpCode('ann@example.com')).toEqualTypeOf<string>()
  expectTypeOf(await fapi.users()).toEqualTypeOf<readonly (FapiUser & { id: string })[]>()
}

export function PeopleAreThoseOfOtherTests() {
  expectTypeOf([alice, bob, carol]).toEqualTypeOf([testing.alice, testing.bob, testing.carol])
  expectTypeOf<CastMember>().toEqualTypeOf<testing.CastMember>()
}
