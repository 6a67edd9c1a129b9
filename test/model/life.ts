import { hydrate, QueryClient, QueryObserver } from '@tanstack/react-query'
import {
  type Ambient,
  type Client,
  clientQueryKey,
  createFrontdesk,
  type Frontdesk,
  type FrontdeskOptions,
  type FrontdeskState,
  getToken,
} from '../../src/core'
import { type Holder, name as sharedName } from '../../src/core/host/page'
import type { Tab } from '../../src/fapi'
import type { Holdings } from '../support/holdings'
import { start } from './action'
import { watchTab } from './holdings'
import { claimsOf } from './jwt'
import type { Network } from './requests'
import type { ComeBack, Passage, World } from './world'

/** One page load: a handle, and the app around it. */
export interface Life {
  /** E.g. `tab 2, load 3`. */
  readonly name: string
  readonly tab: Tab
  readonly frontdesk: Frontdesk
  readonly queryClient: QueryClient
  readonly network: Network
  readonly held: Holdings
  readonly loadedAt: number
  /** Every state that the handle showed, in order. */
  readonly history: Shown[]
  /** How many of them the rules have looked at. */
  examined: number
  /** What its client held, in order. */
  readonly known: Known[]
  examinedKnown: number
  /** The sign-ins under way on its client, in the order in which it learned of them. */
  readonly attempts: string[]
  /** All roots of this page load, this one among them. */
  readonly page: Life[]
  /** The session that this tab showed before this load, where it keeps one. */
  readonly inherited: string | undefined
  /** The session chosen on a hosted page that this load comes from. */
  readonly chosen: string | undefined
  /** What has led to the pages of this tab. */
  readonly passages: readonly Passage[]
  /** What was answered at the provider that this load comes from. */
  readonly cameBack: ComeBack | undefined
  /** The sessions asked for with `switch` here, and not yet seen. */
  readonly switches: string[]
  /** The session that a forged message said to be over. */
  forged: string | undefined
  /** Sessions that were over when they went from here: they must not come back. */
  readonly gone: Set<string>
  /** What this life was told to do, and what woke it. */
  stimuli: number
  /** Since when it is hidden with nothing to do: how many requests the world had seen. */
  calmSince: number | undefined
  isClosed: boolean
  /** Whether the clock of the machine was moved since it loaded. */
  isClockMoved: boolean
  unwatch: (() => void)[]
  unmount(): void
  remount(): void
}

export interface Shown {
  readonly state: FrontdeskState
  /** The app's cached data by query: for whom each was fetched. */
  readonly cached: readonly (string | undefined)[]
}

/** The sessions that a page's client had from some moment on. */
export interface Known {
  readonly sessionIds: readonly string[]
  /** How many requests the world had seen. */
  readonly order: number
}

/** Queries of the app that belong to an identity. */
export const ownQueries = ['watched', 'unwatched'] as const
export const anyonesQuery = ['prices'] as const

export const clientOf = ({ queryClient, frontdesk }: Life): Client | null | undefined =>
  queryClient.getQueryData<Client | null>(clientQueryKey(frontdesk))

export const isUsable = ({ status }: { status: string }) => status === 'active' || status === 'pending'

export interface LifeOptions {
  /** The session that the tab showed before this load. */
  inherited?: string | undefined
  /** The session chosen on a hosted page that this load comes from. */
  chosen?: string | undefined
  passages?: readonly Passage[] | undefined
  /** What was answered at the provider that this load comes from. */
  cameBack?: ComeBack | undefined
  /** The roots that are on the page already. */
  page?: Life[] | undefined
  /** A handle for another instance than the others'. */
  isBystander?: boolean | undefined
}

/** What is restored is of any of the tabs, and of any time. */
export const restore = ({ persisted }: World, queryClient: QueryClient): void =>
  hydrate(queryClient, JSON.parse(persisted ?? '{}'))

const pageGlobals = new WeakMap<object, unknown>()

/** Creates a handle that finds the globals of its own page, and none of any other's. */
function onPage(page: readonly Life[], create: () => Frontdesk): Frontdesk {
  const globals = globalThis as Holder
  globals[sharedName] = pageGlobals.get(page)
  const frontdesk = create()
  pageGlobals.set(page, globals[sharedName])
  return frontdesk
}

const refuse = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

/** What browsers forbid along with cookies. */
const forbidden: Partial<Ambient> = {
  locks: { request: refuse },
  openChannel: refuse,
  tabStorage: undefined,
  originStorage: undefined,
}

export function beginLife(world: World, tab: Tab, name: string, given: LifeOptions = {}): Life {
  const { cameBack, chosen, inherited, page = [], passages = [], isBystander = false } = given
  const { scene } = world
  const usesTokens = scene.usesTokens && !isBystander
  const { held, ambient } = watchTab(tab, world)
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const network = world.networkFor(tab)
  const options: FrontdeskOptions = {
    publishableKey: world.fapi.publishableKey,
    queryClient,
    bootstrap: isBystander ? 'read' : scene.bootstrap,
    // Another key, at the same address.
    ...(isBystander && { publishableKey: `pk_${scene.key}_${btoa(`${world.host}:443$`)}` }),
    tabSession: scene.tabSession,
    ambient: {
      ...tab.ambient,
      ...ambient,
      now: () => Date.now() + world.clockAhead,
      random: world.random,
      fetch: network.fetchFor(tab, {
        isClosed: () => life.isClosed,
      }),
      ...(scene.locks === 'missing' && { locks: undefined }),
      ...(!scene.channel && { openChannel: undefined }),
      ...(scene.cookies === 'forbidden' && forbidden),
    },
  }
  const frontdesk = onPage(page, () => createFrontdesk(options))

  const cached = () => ownQueries.map((key) => queryClient.getQueryData<string>([key]))

  function look() {
    const { state } = frontdesk
    const before = life.history.at(-1)?.state.session
    life.history.push({ state, cached: cached() })
    // As an app does that asks its own server whenever it shows somebody else.
    if (usesTokens && state.session !== before && state.session.sessionId !== undefined)
      start(world, life, 'get token', () => getToken(frontdesk))
    const { userId } = state.session
    if (userId && queryClient.getQueryData(['unwatched']) === undefined)
      queryClient.setQueryData(['unwatched'], userId)
  }

  function takeNote() {
    const client = clientOf(life)
    if (client === undefined) return
    const attempt = client?.signIn?.id
    if (attempt && life.attempts.at(-1) !== attempt) life.attempts.push(attempt)
    const sessionIds = client?.sessions.filter(isUsable).map(({ id }) => id) ?? []
    if (life.known.at(-1)?.sessionIds.join() !== sessionIds.join())
      life.known.push({ sessionIds, order: world.requestCount() })
  }

  const observer = new QueryObserver(queryClient, {
    queryKey: ['watched'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { userId } = frontdesk.state.session
      const token = usesTokens ? await getToken(frontdesk) : undefined
      await new Promise((resolve) => setTimeout(resolve, 30))
      return (token ? claimsOf(token).sub : usesTokens ? undefined : userId) ?? 'nobody'
    },
  })
  let stops: (() => void)[] = []
  const mount = () => {
    frontdesk.mount()
    stops = [observer.subscribe(() => {})]
  }
  const unmount = () => {
    for (const stop of stops) stop()
    if (stops.length > 0) frontdesk.unmount()
    stops = []
  }
  const life: Life = {
    name,
    tab,
    frontdesk,
    queryClient,
    network,
    held,
    loadedAt: Date.now(),
    page,
    history: [],
    examined: 0,
    known: [],
    examinedKnown: 0,
    attempts: [],
    inherited,
    chosen,
    passages,
    cameBack,
    switches: chosen ? [chosen] : [],
    forged: undefined,
    gone: new Set(),
    stimuli: 1,
    calmSince: undefined,
    isClosed: false,
    isClockMoved: false,
    unwatch: [],
    unmount,
    remount: mount,
  }
  page.push(life)
  queryClient.setQueryDefaults(anyonesQuery, { meta: { identity: 'any' } })
  queryClient.setQueryData(anyonesQuery, 'prices')
  if (!isBystander) restore(world, queryClient)
  frontdesk.subscribe(look)
  queryClient.getQueryCache().subscribe(takeNote)
  mount()
  return life
}
