import { dehydrate } from '@tanstack/react-query'
import { scopeOf } from '../../../src/core/wire/wire'
import { openLives } from '../changes'
import { claimsOf } from '../jwt'
import { type Life, restore } from '../life'
import type { TabDeed } from '../steps'
import type { Person } from '../ways/people'
import { addressOf } from '../ways/people'
import { keptIn, type Slot, type World } from '../world'
import { tell } from './page'

/** Does something to a tab, or to what comes to it. */
export function doToTab(world: World, slot: Slot, deed: TabDeed): void {
  const { life } = slot
  const { tab } = life
  switch (deed.do) {
    case 'duplicate':
      world.open({ tab: tab.duplicate(), inherited: keptIn(world, life), passages: slot.passages })
      break
    case 'close':
      world.close(slot)
      break
    case 'reload':
      world.reload(slot)
      break
    case 'add root':
      world.addRoot(slot)
      break
    case 'remount':
      for (const stop of life.unwatch.splice(0)) stop()
      life.unmount()
      life.remount()
      break
    case 'persist':
      world.persisted = JSON.stringify(dehydrate(life.queryClient))
      world.written.push({ where: 'the persister', text: world.persisted })
      break
    case 'restore':
      restore(world, life.queryClient)
      break
    case 'choose':
      choose(world, slot, deed.who)
      break
    case 'hide':
      if (life.page.every((root) => isCalm(world, root)))
        for (const root of life.page) root.calmSince ??= world.requestCount()
      tab.hide()
      break
    case 'show':
    case 'focus':
      tab[deed.do]()
      break
    case 'go offline':
    case 'go online':
      setOnline(world, life, deed.do === 'go online')
      break
    case 'lose answer':
    case 'hold answer':
      world.isDelayed = true
      life.network.mishandlings.push({ at: deed.at, how: deed.do === 'lose answer' ? 'lose' : 'hold' })
      break
    case 'forge token':
      forgeToken(world, life)
      break
    case 'forge end':
      forgeEnd(world, life)
      break
    case 'leave signed out':
      tell(world, life, { do: 'sign out all', tab: deed.tab })
      world.close(slot)
  }
}

/** Whether nothing is under way in a page that could make it send more. */
const isCalm = ({ actions, scene }: World, life: Life) =>
  !scene.usesTokens &&
  life.unwatch.length === 0 &&
  life.frontdesk.state.connection.status === 'ready' &&
  !life.frontdesk._internal.loader.underWay() &&
  life.network.requests.every(({ status }) => status !== undefined) &&
  actions.every((action) => action.life !== life || action.settledAt !== undefined)

/** Somebody who is not signed in yet signs in on a hosted page; the page itself is no part of this. */
function choose(world: World, slot: Slot, who: Person): void {
  const { fapi, scene } = world
  const clientId = world.clientId(slot.life)
  const userId = world.userId(who)
  const isThere = world.signedIn().some((session) => session.userId === userId)
  const isBanned = fapi.users.some((user) => user.id === userId && user.banned)
  // A production client takes a new token with a sign-in, which only a page can be given.
  if (scene.key !== 'test' || !world.keepsClients || !clientId || isThere || isBanned) return
  world.isSilent = true
  const session = fapi.signIn(clientId, addressOf(who))
  world.load(slot, slot.life.tab.navigate({ from: `https://${world.host}/` }), session)
}

/** A tab of another version, or a script that means harm, says so on the channel. */
function forgeToken(world: World, { frontdesk }: Life) {
  const { sessionId } = frontdesk.state.session
  const jwt = world.actions.findLast(
    ({ name, value }) => /token/.test(name) && typeof value === 'string' && claimsOf(value).sid !== sessionId,
  )?.value
  say(world, { v: 1, type: 'token', sessionId, template: '', organizationId: null, jwt })
}

/** Every tab hears it that shows the session. */
function forgeEnd(world: World, { frontdesk }: Life) {
  const { sessionId } = frontdesk.state.session
  if (!sessionId) return
  // What it takes away is back with the next answer, whenever that is asked for.
  world.isSilent = true
  for (const life of openLives(world)) {
    // One that is loading hears it, too.
    const { sessionId: shown = life.inherited } = life.frontdesk.state.session
    if (shown === sessionId) life.forged = sessionId
  }
  say(world, { v: 1, type: 'ended', sessionIds: [sessionId] })
}

const say = ({ browser, fapi }: World, message: object) =>
  browser
    .openTab()
    .ambient.openChannel(`frontdesk.${scopeOf(fapi)}`)
    .postMessage(message)

export function setOnline(world: World, life: Life, isOnline: boolean): void {
  if (!isOnline) world.isDelayed = true
  life.tab[isOnline ? 'goOnline' : 'goOffline']()
}
