import { QueryClient } from '@tanstack/react-query'
import { createFrontdesk, type Frontdesk, type FrontdeskOptions, signOutAll, type TabSession } from '../core'
import type { Fapi, Tab } from '../fapi'
import { fits, nameOf } from './endpoint'
import { alice, bob, type CastMember, type HandleOptions, type Scenes, sceneOf } from './scenes'
import { goThroughProvider } from './throughProvider'
import { turn } from './turns'
import { activeOf, createWorld, type World } from './world'

/** A scene that is set: a box, a browser that talks to it and to nothing else, and a tab with a handle in it. */
export interface Stage {
  /** The Frontend API in a box: `fault()`, `emails`, `clock`, `log`, … */
  readonly fapi: Fapi
  /** The browser's tab: `goOffline()`, `hide()`, `focus()`, … */
  readonly tab: Tab
  /** Whose tab the scene made it; where nobody is signed in, Alice, who can. With the `password`. */
  readonly user: CastMember & { id: string }
  /** The handle in this tab: that of the app's own provider, where it has one. */
  readonly frontdesk: Frontdesk
  /**
   * The requests of this tab, oldest first, e.g. `GET /v1/client`.
   *
   * @param endpoint - only those to it, e.g. `'POST /v1/client/sessions/*\/touch'`, where `*` stands for any one segment.
   */
  requests(endpoint?: string): string[]
  /** Keeps the requests of all tabs to an endpoint waiting, those to come, until `release()`. */
  hold(endpoint: string): void
  /** Lets go what the scene or `hold()` keeps waiting. Resolves when that was answered. */
  release(): Promise<void>
  /** Ends all faults, those of the scene and others, and being offline. Resolves when the client is known again. */
  mend(): Promise<void>
  /** Resolves when all has happened that needs no time: requests are answered, other tabs have heard. */
  settle(): Promise<void>
  /**
   * Lets time pass, in milliseconds, for the box and the library; the app's own timers are the test runner's. Its fake timers
   * move all of them.
   */
  advance(ms: number): Promise<void>
  /** Lets this tab's session run out. Resolves when the page knows. @throws TypeError where nobody is signed in */
  expire(): Promise<void>
  /** Somebody signs in in another tab of this browser: Bob, unless you say who. Resolves when this tab has heard. */
  signInElsewhere(member?: CastMember): Promise<void>
  /** Another tab of this browser goes on with another of its accounts. @throws TypeError for one that is not signed in */
  switchElsewhere(member: CastMember): Promise<void>
  /** All accounts are signed out in another tab of this browser. */
  signOutElsewhere(): Promise<void>
}

/** A stage, and what it takes to open the page on it. */
export interface OwnStage extends Stage {
  readonly world: World
  readonly ambient: NonNullable<FrontdeskOptions['ambient']>
  /** For a page that brings none. */
  readonly queryClient: QueryClient
  /** Options of the handle that the scene asks for. */
  readonly handle: HandleOptions
  /** Tells which handle lives here: the last one counts. */
  inhabit(frontdesk: Frontdesk): void
  /** Resolves when the page is as the scene says. */
  open(): Promise<void>
  /** Another tab of the same browser. */
  openStage(): OwnStage
  /** Ends the tab, and with the last one the browser. */
  close(): void
}

/** After so many turns in which nothing is under way the library waits for something. */
const enoughQuiet = 10
/** After so many a scene counts as open, however it is. */
const mostTurns = 3000

export async function prepareStage(scenes?: Scenes): Promise<OwnStage> {
  const world = await createWorld(sceneOf(scenes))
  const { redirectedBack } = world.scene
  const tab = world.browser.openTab()
  if (!redirectedBack) return stageIn(world, tab)
  const back = await goThroughProvider(world, tab, redirectedBack)
  return stageIn(world, back)
}

function stageIn(world: World, tab: Tab, isFirst = true): OwnStage {
  const { scene, fapi, browser, gate, time, settle, pass } = world
  const isKnown = (member: CastMember | undefined) =>
    fapi.users.some(({ identifier }) => identifier === member?.identifier)
  const known = [scene.redirectedBack?.as, activeOf(scene), alice, ...(scene.users ?? [])]
  const user = known.find(isKnown) ?? alice
  const queryClient = new QueryClient()
  const sent: string[] = []
  let frontdesk: Frontdesk | undefined

  const ambient = {
    ...tab.ambient,
    fetch(url: string, init: RequestInit) {
      sent.push(nameOf(new URL(url, tab.ambient.page.url()), init.method ?? 'GET'))
      return tab.ambient.fetch(url, init)
    },
  }
  const connection = () => frontdesk?.state.connection.status
  const session = (): TabSession | undefined => frontdesk?.state.session

  /** Waits until the connection is as wanted, and cuts short what the library waits for meanwhile. */
  async function reach(isWanted: () => boolean) {
    let quiet = 0
    for (let turns = 0; !isWanted() && !gate.isHolding && turns < mostTurns; turns++) {
      const { answered } = gate
      await turn()
      quiet = gate.underWay > 0 || gate.answered > answered ? 0 : quiet + 1
      const next = time.next()
      // Before there was an answer a part of the library may be loading, which is no wait.
      if (answered === 0 || quiet < enoughQuiet || next === undefined) continue
      await pass(Math.max(0, next - time.now()))
      quiet = 0
    }
    await settle()
  }
  /** As if the page came back from the back/forward cache: it asks for news. */
  async function lookAgain() {
    tab.restore()
    await settle()
  }

  const stage: OwnStage = {
    world,
    fapi,
    tab,
    ambient,
    queryClient,
    handle: scene.handle ?? {},
    get user() {
      return world.userOf(user)
    },
    get frontdesk() {
      if (!frontdesk) throw new TypeError('There is no handle yet: nothing is rendered.')
      return frontdesk
    },
    inhabit(latest) {
      frontdesk = latest
    },
    requests: (endpoint) => sent.filter((request) => endpoint === undefined || fits(endpoint, request)),
    hold(endpoint) {
      gate.hold(endpoint)
      time.stop()
    },
    async release() {
      gate.release()
      time.goOn()
      await reach(() => connection() !== 'loading')
    },
    async mend() {
      for (const { id } of fapi.faults) fapi.removeFault(id)
      tab.goOnline()
      await lookAgain()
      await reach(() => connection() === 'ready')
    },
    settle,
    advance: pass,
    async expire() {
      const sessionId = session()?.sessionId
      if (!sessionId) throw new TypeError('expire(): nobody is signed in in this tab.')
      fapi.expireSession(sessionId)
      await lookAgain()
    },
    async signInElsewhere(member = bob) {
      const { activate } = await world.elsewhere()
      await activate(member)
      await pass(patience)
    },
    async switchElsewhere(member) {
      const { id } = world.userOf(member)
      const isThere = fapi.sessions.some(({ userId, status }) => userId === id && status === 'active')
      if (!isThere)
        throw new TypeError(
          `switchElsewhere(): "${member.identifier}" is not signed in. Call signInElsewhere(), or begin with accounts([…]).`,
        )
      await stage.signInElsewhere(member)
    },
    async signOutElsewhere() {
      const other = await world.elsewhere()
      await signOutAll(other.frontdesk)
      await pass(patience)
    },
    async open() {
      if (!isFirst) return reach(() => connection() !== 'loading')
      for (const fault of scene.faults ?? []) fapi.fault(fault)
      await reach(() => connection() !== 'loading')
      const { afterwards } = scene
      if (!afterwards) return
      for (const fault of afterwards.faults ?? []) fapi.fault(fault)
      if (afterwards.offline) tab.goOffline()
      if (afterwards.expired) await stage.expire()
      else await lookAgain()
    },
    openStage: () => stageIn(world, browser.openTab(), false),
    close() {
      // What an unmount leaves for the next task belongs to it.
      time.runDue()
      tab.close()
      world.close()
      queryClient.clear()
    },
  }
  if (isFirst) for (const endpoint of [scene.hold ?? []].flat()) stage.hold(endpoint)
  return stage
}

/** Milliseconds in which tabs hear of each other. */
const patience = 300

/**
 * Sets a scene without rendering anything: for tests of `frontdesk/core`. The handle is mounted.
 *
 * @example
 * const { frontdesk, close } = await setStage(accounts([alice, bob]))
 *
 * @throws TypeError for an option of the box that is wrong.
 */
export async function setStage(scenes?: Scenes): Promise<Stage & { close(): void }> {
  const stage = await prepareStage(scenes)
  const { fapi, ambient, handle, queryClient } = stage
  const frontdesk = createFrontdesk({ ...handle, publishableKey: fapi.publishableKey, queryClient, ambient })
  stage.inhabit(frontdesk)
  frontdesk.mount()
  await stage.open()
  const { close } = stage
  return Object.assign(stage, {
    close() {
      frontdesk.unmount()
      close()
    },
  })
}
