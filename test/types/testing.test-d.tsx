// Checked by `npm run test:types`: what tests infer from `frontdesk/testing`.
import type { RenderResult } from '@testing-library/react'
import { type SessionState, type User, useSession, useUser } from 'frontdesk'
import type { Frontdesk } from 'frontdesk/core'
import type { Fapi, Tab } from 'frontdesk/fapi'
import {
  accounts,
  alice,
  bob,
  degraded,
  expired,
  loading,
  offline,
  renderHookWithFrontdesk,
  renderWithFrontdesk,
  type Scene,
  type Scenes,
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
