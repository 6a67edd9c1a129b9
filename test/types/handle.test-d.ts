// Checked by `npm run test:types`: what a handle is made of, and what it tells.
import type { QueryClient } from '@tanstack/react-query'
import type { FrontdeskError } from 'frontdesk'
import {
  type Ambient,
  type AmbientChannel,
  type AmbientCookies,
  type AmbientCredential,
  type AmbientCredentialOptions,
  type AmbientCredentials,
  type AmbientLocks,
  type AmbientPage,
  type AmbientStorage,
  type ConnectionStatus,
  createFrontdesk,
  type Frontdesk,
  type FrontdeskOptions,
  type FrontdeskState,
  type InitialState,
  type IsolateCache,
  identityKeyOf,
  type Json,
  type LastKnownClient,
  lastKnownClient,
  type NativeStorage,
  nativeScheme,
  readInitialState,
  type SecurityScheme,
  type SessionCookie,
  type SignedInState,
  type SignedOutState,
  sessionCookie,
  type TabSession,
} from 'frontdesk/core'
import { expectTypeOf } from 'vitest'

export function AHandleTakesAKeyAndACache(queryClient: QueryClient, options: FrontdeskOptions) {
  expectTypeOf(createFrontdesk(options)).toEqualTypeOf<Frontdesk>()
  // @ts-expect-error -- whose client?
  createFrontdesk({ queryClient })
  // @ts-expect-error -- where is it kept?
  createFrontdesk({ publishableKey: 'pk_test_' })
  // @ts-expect-error -- misspelt.
  createFrontdesk({ publishableKey: 'pk_test_', queryClient, tabSession: 'pined' })
  expectTypeOf(options.bootstrap).toEqualTypeOf<'create' | 'ensure' | 'read' | undefined>()
  expectTypeOf(options.tabSession).toEqualTypeOf<'pinned' | 'follow' | undefined>()
  expectTypeOf(options.onWarning).toEqualTypeOf<((warning: FrontdeskError) => void) | undefined>()
  expectTypeOf(options.ambient).toEqualTypeOf<Partial<Ambient> | undefined>()
}

export function AHandleTellsAndIsNotWritten(frontdesk: Frontdesk) {
  expectTypeOf(frontdesk.state).toEqualTypeOf<FrontdeskState>()
  expectTypeOf(frontdesk.subscribe(() => {})).toEqualTypeOf<() => void>()
  expectTypeOf(frontdesk.mount).toEqualTypeOf<() => void>()
  expectTypeOf(frontdesk.unmount).toEqualTypeOf<() => void>()
  expectTypeOf(frontdesk.preload).toEqualTypeOf<() => void>()
  // @ts-expect-error -- it changes by itself.
  frontdesk.state = {} as FrontdeskState
}

export function ItsStateNarrowsByStatus({ connection, session }: FrontdeskState) {
  expectTypeOf(connection).toEqualTypeOf<ConnectionStatus>()
  expectTypeOf(session).toEqualTypeOf<TabSession>()
  if (connection.status === 'ready' || connection.status === 'loading')
    expectTypeOf(connection.error).toEqualTypeOf<undefined>()
  else expectTypeOf(connection.error).toEqualTypeOf<FrontdeskError>()
  switch (session.status) {
    case 'loading':
      return expectTypeOf(session.userId).toEqualTypeOf<undefined>()
    case 'error':
      return expectTypeOf(session.error).toEqualTypeOf<FrontdeskError>()
    case 'signed-in':
    case 'pending':
    case 'signing-out':
      expectTypeOf(session.organizationId).toEqualTypeOf<string | null>()
      return expectTypeOf(session.userId).toEqualTypeOf<string>()
    case 'signed-out':
      return expectTypeOf(session.sessionId).toEqualTypeOf<null>()
    default:
      return expectTypeOf(session).toBeNever()
  }
}

export function WhatGoesWithIdentitiesIsAChoice() {
  const choices: IsolateCache[] = ['user', 'organization', false]
  choices.push(({ queryKey }) => queryKey[0] === 'public')
  // @ts-expect-error -- all of it stays by `false`.
  choices.push(true)
}

export function FeaturesAreFunctionsOfAHandle(frontdesk: Frontdesk) {
  expectTypeOf(sessionCookie).toEqualTypeOf<SessionCookie>()
  expectTypeOf(lastKnownClient).toEqualTypeOf<LastKnownClient>()
  expectTypeOf(lastKnownClient(frontdesk)).toBeVoid()
}

export function ANativeAppHasAStorage(storage: NativeStorage) {
  expectTypeOf(nativeScheme({ storage })).toEqualTypeOf<SecurityScheme>()
  expectTypeOf(storage.getItem('key')).toEqualTypeOf<Promise<string | null>>()
  expectTypeOf(storage.setItem('key', 'value')).toEqualTypeOf<Promise<void>>()
  // @ts-expect-error -- where would its token be kept?
  nativeScheme({})
  // @ts-expect-error -- that one waits for nobody.
  nativeScheme({ storage: {} as AmbientStorage })
}

export function WhatAServerSaidNarrowsByStatus(state: InitialState, document: Document) {
  expectTypeOf<InitialState>().toEqualTypeOf<SignedInState | SignedOutState>()
  expectTypeOf(readInitialState(document)).toEqualTypeOf<InitialState | undefined>()
  expectTypeOf(identityKeyOf(state, 'organization')).toEqualTypeOf<string | null | undefined>()
  identityKeyOf(undefined)
  if (state.status === 'signed-out') return expectTypeOf(state).toEqualTypeOf<SignedOutState>()
  expectTypeOf(state.status).toEqualTypeOf<'signed-in' | 'pending'>()
  expectTypeOf(state.exp).toEqualTypeOf<number>()
  expectTypeOf(state.actor).toEqualTypeOf<{ readonly sub: string } | null>()
  return expectTypeOf(state.claims.plan).toEqualTypeOf<Json | undefined>()
}

export function JsonIsWhatGoesIntoAPage() {
  const values: Json[] = [null, 1, 'a', true, [1, ['b']], { a: { b: [null] } }]
  // @ts-expect-error -- no dates.
  values.push(new Date())
  // @ts-expect-error -- nothing that is left out.
  values.push(undefined)
}

export function SurroundingsCanBePutInPlace(ambient: Ambient, window: Window) {
  expectTypeOf(ambient.fetch).returns.toEqualTypeOf<Promise<Response>>()
  expectTypeOf(ambient.timeout(() => {}, 1000)).toEqualTypeOf<() => void>()
  expectTypeOf(ambient.openChannel).toEqualTypeOf<((name: string) => AmbientChannel) | undefined>()
  // The browser's own objects go where the used parts of them are asked for.
  expectTypeOf(window.localStorage).toExtend<AmbientStorage>()
  expectTypeOf(window.document).toExtend<AmbientCookies>()
  expectTypeOf(window.navigator.locks).toExtend<AmbientLocks>()
}

export async function ItsPasskeysHaveWhatIsUsed(credentials: AmbientCredentials, page: AmbientPage) {
  expectTypeOf(credentials.create).parameter(0).toEqualTypeOf<AmbientCredentialOptions>()
  expectTypeOf(credentials.get).returns.toEqualTypeOf<Promise<AmbientCredential | null>>()
  const credential = await credentials.get({
    publicKey: {},
    signal: new AbortController().signal,
    mediation: 'conditional',
  })
  expectTypeOf(credential?.response.signature).toEqualTypeOf<ArrayBuffer | undefined>()
  expectTypeOf(page.onWake((isRestored) => isRestored)).toEqualTypeOf<() => void>()
  expectTypeOf(page.cameFrom?.()).toEqualTypeOf<string | undefined>()
}
