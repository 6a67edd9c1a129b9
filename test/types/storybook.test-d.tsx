// Checked by `npm run test:types`: what stories infer from `frontdesk/testing/storybook`.
import * as testing from 'frontdesk/testing'
import {
  alice,
  type FrontdeskParameters,
  type FrontdeskStoryContext,
  frontdeskAddon,
  frontdeskGlobalTypes,
  frontdeskInitialGlobals,
  type Scenes,
  type Stage,
  signedIn,
  stageOf,
  withFrontdesk,
} from 'frontdesk/testing/storybook'
import type { ReactElement } from 'react'
import { expectTypeOf } from 'vitest'

export function AStoryNamesItsScene(context: FrontdeskStoryContext) {
  expectTypeOf<FrontdeskParameters>().toEqualTypeOf<{ frontdesk?: { scene?: Scenes | undefined } }>()
  expectTypeOf(withFrontdesk(() => <p />, context)).toEqualTypeOf<ReactElement>()
  expectTypeOf(context.parameters).toExtend<FrontdeskParameters>()
  const parameters: FrontdeskParameters = { frontdesk: { scene: signedIn({ as: alice }) } }
  // @ts-expect-error -- a scene, not its name.
  parameters.frontdesk = { scene: 'signed-in' }
}

export function APlayFunctionFindsItsStage(canvasElement: HTMLElement) {
  expectTypeOf(stageOf({ canvasElement })).toEqualTypeOf<Promise<Stage>>()
}

export function AToolbarHasAGlobalForEach() {
  expectTypeOf<keyof typeof frontdeskGlobalTypes>().toEqualTypeOf<keyof typeof frontdeskInitialGlobals>()
  expectTypeOf(frontdeskInitialGlobals.frontdeskScene).toEqualTypeOf<string>()
  expectTypeOf(frontdeskGlobalTypes.frontdeskUser.toolbar.items).toExtend<
    { value: string; title: string }[]
  >()
  expectTypeOf(frontdeskAddon).toBeCallableWith()
}

export function ScenesAreThoseOfTests() {
  expectTypeOf(signedIn).toEqualTypeOf(testing.signedIn)
  expectTypeOf<Scenes>().toEqualTypeOf<testing.Scenes>()
}
