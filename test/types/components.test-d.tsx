// Checked by `npm run test:types`: what the provider, the gates and the panel take.
import type { DehydratedState, QueryClient } from '@tanstack/react-query'
import {
  ClientDegraded,
  ClientFailed,
  ClientLoading,
  ClientProvider,
  type ClientProviderProps,
  ClientReady,
  type Frontdesk,
  HydrateIdentity,
  type HydrateIdentityProps,
  InitialState,
  type InitialStateProps,
  Show,
  type ShowProps,
} from 'frontdesk'
import type * as core from 'frontdesk/core'
import {
  FrontdeskDevtools,
  FrontdeskDevtoolsInProduction,
  type FrontdeskDevtoolsProps,
} from 'frontdesk/devtools'
import type { ReactNode } from 'react'
import { expectTypeOf } from 'vitest'

export const aProviderTakesOptionsOrAHandle = (frontdesk: Frontdesk, queryClient: QueryClient) => [
  <ClientProvider key="options" publishableKey="pk_test_" queryClient={queryClient} bootstrap="read" />,
  <ClientProvider key="handle" frontdesk={frontdesk}>
    text
  </ClientProvider>,
  // @ts-expect-error -- whose client?
  <ClientProvider key="nothing" />,
  // @ts-expect-error -- a handle has its options.
  <ClientProvider key="both" frontdesk={frontdesk} publishableKey="pk_test_" />,
  // @ts-expect-error -- and its QueryClient.
  <ClientProvider key="two" frontdesk={frontdesk} queryClient={queryClient} />,
  // @ts-expect-error -- one of three.
  <ClientProvider key="typo" publishableKey="pk_test_" bootstrap="ensured" />,
]

export function AProvidersPropsCanBePassedOn(props: ClientProviderProps) {
  expectTypeOf(ClientProvider).parameter(0).toEqualTypeOf<ClientProviderProps>()
  expectTypeOf(props.children).toEqualTypeOf<ReactNode>()
  if (props.frontdesk) expectTypeOf(props.publishableKey).toEqualTypeOf<undefined>()
  else expectTypeOf(props.publishableKey).toEqualTypeOf<string>()
}

export const gatesTakeChildren = (
  <ClientReady>
    <Show when="signed-in" fallback={<p />} treatPendingAsSignedOut={false}>
      <ClientDegraded />
      <ClientLoading>{null}</ClientLoading>
      <ClientFailed>text</ClientFailed>
    </Show>
  </ClientReady>
)

export function ShowIsForOneOfThree() {
  expectTypeOf(Show).parameter(0).toEqualTypeOf<ShowProps>()
  expectTypeOf<ShowProps['when']>().toEqualTypeOf<'signed-in' | 'signed-out' | 'pending'>()
  for (const gate of [Show, ClientReady, ClientLoading, ClientDegraded, ClientFailed])
    expectTypeOf(gate).returns.toEqualTypeOf<ReactNode>()
  // @ts-expect-error -- for whom?
  void (<Show />)
  // @ts-expect-error -- that gate is <ClientLoading>.
  void (<Show when="loading" />)
}

export function WhatAServerSaidMayBeNothing(state: core.InitialState) {
  expectTypeOf(InitialState).parameter(0).toEqualTypeOf<InitialStateProps>()
  // The component's name is the type's, too.
  expectTypeOf<InitialState>().toEqualTypeOf<core.InitialState>()
  expectTypeOf<InitialStateProps['value']>().toEqualTypeOf<core.InitialState | null | undefined>()
  void (<InitialState value={state}>text</InitialState>)
  // @ts-expect-error -- a server without an answer says so.
  void (<InitialState />)
}

export function QueriesAreHydratedForSomebody(state: DehydratedState) {
  expectTypeOf(HydrateIdentity).parameter(0).toEqualTypeOf<HydrateIdentityProps>()
  expectTypeOf<HydrateIdentityProps['identity']>().toEqualTypeOf<string | null | undefined>()
  void (<HydrateIdentity identity={null} state={state} />)
  // @ts-expect-error -- for whom were they fetched?
  void (<HydrateIdentity state={state} />)
}

export function ThePanelTakesLittle() {
  expectTypeOf(FrontdeskDevtools).parameters.toEqualTypeOf<[props: FrontdeskDevtoolsProps]>()
  expectTypeOf(FrontdeskDevtoolsInProduction).toEqualTypeOf(FrontdeskDevtools)
  expectTypeOf<FrontdeskDevtoolsProps>().toEqualTypeOf<{
    styleNonce?: string | undefined
    initialIsOpen?: boolean | undefined
  }>()
  void (<FrontdeskDevtools initialIsOpen={process.env.OPEN === '1'} styleNonce={process.env.NONCE} />)
}
