import { loadDevBrowser } from '../../src/core/wire/security/development'
import { scopeOf } from '../../src/core/wire/wire'
import {
  type Browser,
  createBrowser,
  createFapi,
  type Fapi,
  type FapiSession,
  type Tab,
} from '../../src/fapi'
import { beyond } from '../../src/fapi/http/beyond'
import { sharedSigningKey } from '../support/world'
import { hasChosen } from './action'
import { openLives } from './changes'
import { claimsOf } from './jwt'
import { beginLife, isUsable, type Life, type LifeOptions } from './life'
import { type AttemptSeen, createNetwork, type Network } from './requests'
import type { Scene } from './scene'
import { type ModelTime, modelTime } from './time'
import { arrive } from './ways/arrive'
import type { ProviderAnswer } from './ways/deeds'
import { addressOf, type Person, population } from './ways/people'

/** A tab of the browser, and what runs in it now. */
export interface Slot {
  readonly name: string
  loads: number
  life: Life
  /** What has led to its pages so far. */
  readonly passages: Passage[]
}

/** A way through a provider, or a link, that makes somebody the one whom a tab shows: once. */
export interface Passage {
  readonly address: string
  isUsed: boolean
}

/** A tab that has left for a provider: no page of the app is open in it. */
export interface Away {
  readonly slot: Slot
  /** The provider's page. */
  readonly url: string
  /** How many requests the world had seen when it left. */
  readonly order: number
  /** Whether somebody is answering there. */
  isBusy: boolean
}

/** What somebody has answered at a provider. */
export interface ComeBack extends Pick<Away, 'order'> {
  readonly who: Person
  readonly how: ProviderAnswer
}

/** Something that a page was told to do, and what came of it. */
export interface Action {
  readonly name: string
  readonly life: Life
  readonly order: number
  readonly startedAt: number
  /** The states that the life had shown when it began. */
  readonly shownBefore: number
  settledAt: number | undefined
  error?: unknown
  value?: unknown
  /** States shown when it settled. */
  shownAfter?: number
  isExamined?: boolean
}

/** A sign-out, and whom it is of. */
export interface SignOut {
  readonly life: Life
  readonly sessionIds: readonly string[]
  readonly action: Action
}

/** A box, one browser and its tabs, a handle in each. */
export interface World {
  readonly scene: Scene
  readonly fapi: Fapi
  readonly browser: Browser
  readonly time: ModelTime
  readonly slots: Slot[]
  readonly away: Away[]
  readonly lives: Life[]
  readonly actions: Action[]
  /** The sign-ins that the server has begun, in order. */
  readonly attempts: AttemptSeen[]
  /** The tickets that were used so far. */
  readonly tickets: string[]
  /** The sessions that another browser has made by a link: they bring this one no new token. */
  readonly madeElsewhere: Set<string>
  readonly signOuts: SignOut[]
  /** A handle for another instance in the same browser, which nothing here concerns; none where nobody is signed in at first. */
  bystander: { life: Life; state: unknown; requests: number } | undefined
  /** Where the key says that the Frontend API is. */
  readonly host: string
  /** Milliseconds by which the machine's clock is ahead of the server's. */
  clockAhead: number
  /** Whether anything was slow or lost so far: then locks are not waited for. */
  isDelayed: boolean
  readonly escaped: unknown[]
  /** What was put into storage, or said to other tabs, and not looked at yet. */
  readonly written: { where: string; text: string }[]
  /** Changes of the client and messages about it, which concern every tab. */
  signals: number
  /** How the faults in force are ended. */
  readonly faults: (() => void)[]
  /** What a tab's persister wrote last. Each page restores it as it loads. */
  persisted: string | undefined
  /** Whether the server did something that no tab was told of. */
  isSilent: boolean
  /** Milliseconds since it began, sleep included. */
  elapsed(): number
  random(): number
  requestCount(): number
  networkFor(tab: Tab): Network
  open(from?: { tab: Tab; inherited: string | undefined; passages: Passage[] }): Slot | undefined
  reload(slot: Slot): void
  /** Another page loads in a tab. @param chosen - the session chosen on the hosted page that it comes from */
  load(slot: Slot, tab: Tab, chosen?: string): void
  /** A page leaves for a provider, once nothing else is due. */
  leaveFor(life: Life, url: string): void
  /** A tab is back from a provider. @param cameBack - what was answered there, if anything */
  land(away: Away, tab: Tab, cameBack?: ComeBack): void
  /** Brings another root to the page that a tab shows. */
  addRoot(slot: Slot): void
  close(slot: Slot): void
  /** Whether a reload finds the client again. */
  readonly keepsClients: boolean
  /** The client that a page's next request is of. */
  clientId(life: Life): string | undefined
  /** The sessions signed in on that client, by the server's word; without `life` those of all open pages. */
  signedIn(life?: Life): FapiSession[]
  isSignedIn(sessionId: string): boolean
  /** Undefined for who is nobody here yet. */
  userId(name: Person): string | undefined
  end(): void
}

/** The session that a pinned tab shows over its next load, too. */
export const keptIn = (world: World, life: Life): string | undefined =>
  world.scene.cookies === 'forbidden' ? undefined : shownIn(world, life)

/** The session that a pinned page shows; undefined where tabs follow. */
function shownIn({ scene }: World, { history, inherited }: Life): string | undefined {
  if (scene.tabSession === 'follow') return undefined
  const last = history.findLast(({ state }) => state.session.sessionId !== undefined)
  return last ? (last.state.session.sessionId ?? undefined) : inherited
}

const mostTabs = 6
const mostRoots = 2

export async function createWorld(scene: Scene): Promise<World> {
  // Loading takes real time, for which fake time does not wait.
  await Promise.all([loadDevBrowser({ base: '' }), beyond()])
  const time = modelTime()
  const fapi = createFapi({
    signingKey: await sharedSigningKey(),
    keyType: scene.key,
    missingClient: scene.missingClient,
    ...population,
  })
  const keepsClients = scene.cookies === 'kept' || (scene.cookies === 'dropped' && scene.key === 'test')
  const client =
    scene.signedIn.length > 0 && keepsClients
      ? await fapi.seedClient({ users: scene.signedIn.map(addressOf) })
      : undefined
  const browser = createBrowser({ fapi, client, blockCookies: !keepsClients })
  const began = Date.now()
  let requests = 0
  let state = scene.seed
  let tabs = 0

  function begin(slot: Omit<Slot, 'life'>, tab: Tab, given: LifeOptions): Life {
    const { passages } = slot
    const life = beginLife(world, tab, `${slot.name}, load ${++slot.loads}`, { ...given, passages })
    world.lives.push(life)
    arrive(world, life)
    return life
  }

  const world: World = {
    scene,
    fapi,
    browser,
    time,
    slots: [],
    away: [],
    lives: [],
    actions: [],
    signOuts: [],
    clockAhead: scene.skew * 60_000,
    isDelayed: false,
    escaped: [],
    written: [],
    signals: 0,
    faults: [],
    persisted: undefined,
    isSilent: false,
    elapsed: () => Date.now() - began,
    bystander: undefined,
    host: hostOf(fapi.publishableKey),
    random() {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    },
    requestCount: () => requests,
    attempts: [],
    tickets: [],
    madeElsewhere: new Set(),
    networkFor: () => createNetwork(() => ++requests, world.attempts),
    open(from) {
      if (world.slots.length + world.away.length === mostTabs) {
        from?.tab.close()
        return
      }
      const slot = { name: `tab ${++tabs}`, loads: 0, passages: [...(from?.passages ?? [])] }
      const whole: Slot = Object.assign(slot, {
        life: begin(slot, from?.tab ?? browser.openTab(), { inherited: from?.inherited }),
      })
      world.slots.push(whole)
      return whole
    },
    reload(slot) {
      const { life } = slot
      const inherited = keptIn(world, life)
      leave(world, life)
      slot.life = begin(slot, life.tab.reload(), { inherited })
      if (!hasChosen(world, life)) slot.life.forged = life.forged
    },
    addRoot({ life, name }) {
      const { page, tab } = life
      if (page.length === mostRoots) return
      const inherited = shownIn(world, life)
      const root = `${name}, root ${page.length + 1} of load ${life.name.split(' ').at(-1)}`
      const added = beginLife(world, tab, root, { inherited, page, passages: life.passages })
      added.forged = life.forged
      world.lives.push(added)
      arrive(world, added)
    },
    load(slot, tab, chosen) {
      const inherited = keptIn(world, slot.life)
      leave(world, slot.life)
      slot.life = begin(slot, tab, { inherited, chosen })
    },
    leaveFor({ page }, url) {
      const order = requests
      setTimeout(() => {
        const slot = world.slots.find((one) => one.life.page === page)
        if (!slot) return
        world.close(slot)
        world.away.push({ slot, url, order, isBusy: false })
      }, 0)
    },
    land(away, tab, cameBack) {
      const { slot } = away
      const inherited = keptIn(world, slot.life)
      world.away.splice(world.away.indexOf(away), 1)
      slot.life = begin(slot, tab, { inherited, cameBack })
      world.slots.push(slot)
    },
    close(slot) {
      leave(world, slot.life)
      slot.life.tab.close()
      world.slots.splice(world.slots.indexOf(slot), 1)
    },
    keepsClients,
    clientId(life) {
      /** The client that a token stands for; none where the answer to the last sign-in, and its new token, was lost. */
      const currentHolder = (token: string) => {
        const { id, iat } = claimsOf(token) as unknown as { id: string; iat: number }
        const isOutdated = fapi.sessions.some(
          (session) =>
            session.clientId === id &&
            iat < Math.floor(session.createdAt / 1000) &&
            !world.madeElsewhere.has(session.id),
        )
        return isOutdated ? undefined : id
      }
      const value = (name: string) => browser.cookies.find((cookie) => cookie.name === name)?.value
      const kept = value(scene.key === 'test' ? '__clerk_db_jwt' : '__client')
      // In memory each root has a development browser of its own.
      const token = keepsClients ? kept : life.network.devBrowser
      if (!token) return undefined
      const id =
        scene.key === 'test'
          ? fapi.devBrowsers.find((devBrowser) => devBrowser.token === token)?.clientId
          : currentHolder(token)
      return fapi.clients.find((known) => known.id === id)?.id
    },
    signedIn(life) {
      const ids = (life ? [life] : openLives(world)).map((one) => world.clientId(one))
      const now = fapi.clock.now()
      return fapi.sessions.filter(
        (session) => ids.includes(session.clientId) && isUsable(session) && session.expireAt > now,
      )
    },
    isSignedIn: (sessionId) => world.signedIn().some(({ id }) => id === sessionId),
    userId: (name) => fapi.users.find(({ identifier }) => identifier === addressOf(name))?.id,
    end() {
      for (const life of [...world.lives, ...(world.bystander ? [world.bystander.life] : [])]) {
        life.unmount()
        life.tab.close()
        life.queryClient.clear()
      }
      time.end()
    },
  }
  if (scene.locks === 'stuck') holdLocks(world)
  if (client) await beginBystander(world)
  for (let opened = 0; opened < scene.tabs; opened++) world.open()
  return world
}

/** What runs in a page that is left dies: nobody tells the others what it has done. */
function leave(world: World, { page }: Life) {
  for (const life of page) {
    life.isClosed = true
    world.isSilent ||= world.actions.some((action) => action.life === life && action.settledAt === undefined)
    for (const stop of life.unwatch) stop()
  }
}

/** A tab that hangs holds every lock, for ever. */
function holdLocks({ browser, fapi }: World) {
  const { locks } = browser.openTab().ambient
  for (const name of ['bootstrap', 'dev-browser', 'sign-outs'])
    void locks.request(`frontdesk.${scopeOf(fapi)}.${name}`, {}, () => new Promise(() => {}))
}

async function beginBystander(world: World) {
  const life = beginLife(world, world.browser.openTab(), 'the bystander', { isBystander: true })
  await world.time.advance(100)
  world.bystander = { life, state: life.frontdesk.state, requests: life.network.requests.length }
}

/** The host that a publishable key names. */
const hostOf = (key: string) => atob(key.split('_')[2]!).replace('$', '')
