// Checked by `npm run test:types`: what tests infer from `frontdesk/testing`.
import type { QueryClient } from '@tanstack/react-query'
import type { RenderHookOptions, RenderHookResult, RenderOptions, RenderResult } from '@testing-library/react'
import { type SessionState, type User, useSession, useUser } from 'frontdesk'
import type { Frontdesk, FrontdeskOptions } from 'frontdesk/core'
import type { Fapi, FapiFault, FapiUser, Tab } from 'frontdesk/fapi'
import {
  type Afterwards,
  accounts,
  alice,
  bob,
  brokenFapi,
  type CastMember,
  carol,
  degraded,
  expired,
  type FrontdeskTestOptions,
  type HandleOptions,
  loading,
  offline,
  pending,
  type RedirectedBack,
  type RenderHookWithFrontdeskOptions,
  type RenderHookWithFrontdeskResult,
  type RenderWithFrontdeskOptions,
  type RenderWithFrontdeskResult,
  rateLimited,
  redirectedBack,
  renderHookWithFrontdesk,
  renderWithFrontdesk,
  type Scene,
  type Scenes,
  type SignedInOptions,
  type Stage,
  setStage,
  signedIn,
  signedOut,
} from 'frontdesk/testing'
import { expectTypeOf } from 'vitest'

export async function ARenderHasTheStage() {
  const rendered = await renderWithFrontdesk(<p />, { scene: signedIn({ as: bob }) })
  expectTypeOf(rendered).toExtend<RenderResult>()
  expectTypeOf(rendered).toExtend<Stage>()
  expectTypeOf(rendered.fapi).toEqualTypeOf<Fapi>()
  expectTypeOf(rendered.tab).toEqualTypeOf<Tab>()
  expectTypeOf(rendered.frontdesk).toEqualTypeOf<Frontdesk>()
  expectTypeOf(rendered.user.id).toEqualTypeOf<string>()
  expectTypeOf(rendered.user.password).toEqualTypeOf<string | undefined>()
  expectTypeOf(rendered.requests('GET /v1/client')).toEqualTypeOf<string[]>()
  expectTypeOf(await rendered.openTab()).toEqualTypeOf(rendered)
}

const useUserIf = ({ on }: { on: boolean }) => useUser({ select: (user) => on && user })

export async function AHookHasItsResult() {
  const { result } = await renderHookWithFrontdesk(useSession)
  expectTypeOf(result.current).toEqualTypeOf<SessionState>()
  const second = await renderHookWithFrontdesk(useUserIf, { initialProps: { on: true } })
  expectTypeOf(second.result.current.data).toEqualTypeOf<false | User | null | undefined>()
  second.rerender({ on: false })
  // @ts-expect-error -- a typo.
  second.rerender({ off: true })
  const { result: other } = await second.openTab()
  expectTypeOf(other).toEqualTypeOf(second.result)
}

export function OptionsAreTestingLibrarysAndFrontdesks() {
  expectTypeOf(renderWithFrontdesk).parameter(1).toEqualTypeOf<RenderWithFrontdeskOptions | undefined>()
  expectTypeOf(renderWithFrontdesk).returns.toEqualTypeOf<Promise<RenderWithFrontdeskResult>>()
  expectTypeOf<RenderWithFrontdeskOptions>().toExtend<RenderOptions & FrontdeskTestOptions>()
  expectTypeOf<RenderHookWithFrontdeskOptions<string>>().toExtend<RenderHookOptions<string>>()
  expectTypeOf<RenderHookWithFrontdeskOptions<string>>().toExtend<FrontdeskTestOptions>()
  expectTypeOf<RenderHookWithFrontdeskResult<number, string>>().toExtend<
    RenderHookResult<number, string> & Stage
  >()
  expectTypeOf<FrontdeskTestOptions>().toEqualTypeOf<{
    scene?: Scenes | undefined
    queryClient?: QueryClient | undefined
  }>()
}

export function ACastMemberIsAUserOfTheBox(member: CastMember) {
  expectTypeOf(member).toEqualTypeOf<FapiUser>()
  for (const known of [alice, bob, carol]) expectTypeOf(known.password).toEqualTypeOf<string>()
  expectTypeOf(signedIn).parameter(0).toEqualTypeOf<SignedInOptions | undefined>()
  expectTypeOf<SignedInOptions>().toEqualTypeOf<{
    as?: CastMember | undefined
    organization?: string | undefined
  }>()
}

export function ASceneIsPlainData(scene: Scene) {
  for (const each of [signedOut, pending, loading, degraded, offline, expired])
    expectTypeOf(each).toEqualTypeOf<Scene>()
  for (const each of [rateLimited, brokenFapi, redirectedBack]) expectTypeOf(each).toEqualTypeOf<Scene>()
  expectTypeOf(scene.accounts).toEqualTypeOf<readonly CastMember[] | null | undefined>()
  expectTypeOf(scene.afterwards).toEqualTypeOf<Afterwards | undefined>()
  expectTypeOf<Afterwards['faults']>().toEqualTypeOf<readonly FapiFault[] | undefined>()
  expectTypeOf(scene.redirectedBack).toEqualTypeOf<RedirectedBack | undefined>()
  expectTypeOf<RedirectedBack['as']>().toEqualTypeOf<CastMember>()
  // What the scene itself decides is no option of its handle.
  expectTypeOf<HandleOptions>().toExtend<Partial<FrontdeskOptions>>()
  expectTypeOf<keyof HandleOptions & ('publishableKey' | 'queryClient' | 'ambient' | 'scheme')>().toBeNever()
}

export function ScenesCompose() {
  const all: Scenes[] = [signedOut, loading, [accounts([alice, bob]), offline], { ...degraded, ...expired }]
  const own: Scene = {
    accounts: [alice],
    faults: [{ path: '/v1/client', status: 500 }],
    hold: 'GET /v1/client',
  }
  // @ts-expect-error -- there is nothing of that name.
  const wrong: Scene = { acounts: [alice] }
  // @ts-expect-error -- who it is stands in `as`.
  signedIn({ user: alice })
  // @ts-expect-error -- the box's people are the scene's `users`.
  const people: Scene = { box: { users: [] } }
  return [all, own, wrong, people]
}

export async function AStageNeedsNoReact() {
  const { frontdesk, close } = await setStage([accounts([alice, bob]), loading])
  expectTypeOf(frontdesk).toEqualTypeOf<Frontdesk>()
  close()
}
