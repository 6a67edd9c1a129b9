import { createBrowser, type Tab } from '../../../src/fapi'
import type { Slot, World } from '../world'
import type { ProviderAnswer, TravelDeed, Where } from './deeds'
import { addressOf, type Person } from './people'

/** Takes a tab, or another browser, somewhere. */
export function travel(world: World, slot: Slot | undefined, deed: TravelDeed): void {
  switch (deed.do) {
    case 'answer provider':
      answer(world, deed.tab, deed.who, deed.how)
      break
    case 'go back': {
      const gone = awayAt(world, deed.tab)
      if (gone) world.land(gone, gone.slot.life.tab.reload())
      break
    }
    case 'come by':
      if (slot) comeBy(world, slot, deed)
      break
    case 'follow link':
      void followLink(world, slot, deed.where)
      break
    case 'open ticket':
      void openTicket(world, slot, deed)
  }
}

/** The app's server. */
const app = () => new Response('app')

const awayAt = ({ away }: World, tab: number) => {
  const waiting = away.filter(({ isBusy }) => !isBusy)
  return waiting[(tab - 1) % waiting.length]
}

const forms: Record<ProviderAnswer, Record<string, string>> = {
  yes: {},
  unverified: { unverified: 'true' },
  refuse: { error: 'access_denied' },
  fail: { error: 'server_error' },
}

async function answer(world: World, tab: number, who: Person, how: ProviderAnswer) {
  const gone = awayAt(world, tab)
  if (!gone) return
  gone.isBusy = true
  // The session that is made there is no news to other tabs before this one is back.
  world.isSilent = true
  const { url, slot } = gone
  const form = { email_address: addressOf(who), ...forms[how] }
  const given = { tab: slot.life.tab, from: url, body: new URLSearchParams(form) }
  const visit = await world.browser.visit(url, app, given).catch(() => undefined)
  gone.isBusy = false
  // Else it is stuck at an error's page, from which there is a way back.
  if (visit && isApp(world, visit.url)) {
    const passage = { address: addressOf(who), isUsed: false }
    if (how === 'yes' || how === 'unverified') gone.slot.passages.push(passage)
    world.land(gone, visit.tab, { order: gone.order, who, how })
  }
}

const isApp = ({ host }: World, url: string) => new URL(url).host !== host

function comeBy(world: World, slot: Slot, { where, who, as }: Extract<TravelDeed, { do: 'come by' }>) {
  const userId = world.userId(who)
  const session = world.signedIn().find((one) => one.userId === userId)
  const url =
    as === 'provider'
      ? '/back?state=forged&code=forged'
      : `/verified?__clerk_status=verified&__clerk_created_session=${session?.id ?? 'sess_none'}`
  const tab = where === 'here' ? slot.life.tab : world.browser.openTab()
  show(world, slot, where, tab.navigate({ url, from: 'https://evil.example/' }))
}

/** Shows a page in the tab that it was loaded in, or in a new one. */
function show(world: World, slot: Slot, where: Where, tab: Tab): Slot | undefined {
  if (where !== 'here') return world.open({ tab, inherited: undefined, passages: [] })
  world.load(slot, tab)
  return slot
}

async function followLink(world: World, slot: Slot | undefined, where: Where) {
  const email = world.fapi.emails.entries.findLast(({ link }) => link)
  if (!email?.link || (where === 'here' && !slot)) return
  world.isSilent = true
  const before = new Set(world.fapi.sessions.map(({ id }) => id))
  const browser = where === 'elsewhere' ? createBrowser({ fapi: world.fapi }) : world.browser
  const life = slot?.life
  const tab = where === 'here' ? life!.tab : browser.openTab()
  const visit = await browser.visit(email.link, app, { tab }).catch(() => undefined)
  if (where === 'elsewhere') {
    for (const { id } of world.fapi.sessions) if (!before.has(id)) world.madeElsewhere.add(id)
    visit?.tab.close()
    return
  }
  if (!visit) return
  if (!isApp(world, visit.url)) {
    // An error's page, from which there is a way back.
    if (where === 'here' && world.slots.includes(slot!) && slot!.life === life)
      world.load(slot!, visit.tab.navigate({ url: life!.tab.ambient.page.url() }))
    return
  }
  const passage = { address: email.to, isUsed: !visit.url.includes('__clerk_status=verified') }
  if (where === 'new tab') world.open({ tab: visit.tab, inherited: undefined, passages: [passage] })
  else if (world.slots.includes(slot!) && slot!.life === life) {
    slot!.passages.push(passage)
    world.load(slot!, visit.tab)
  } else visit.tab.close()
}

async function openTicket(
  world: World,
  slot: Slot | undefined,
  deed: Extract<TravelDeed, { do: 'open ticket' }>,
) {
  const { fapi, tickets } = world
  const address = addressOf(deed.who)
  const isUser = fapi.users.some(({ identifier }) => identifier === address)
  const make = {
    last: async () => tickets.at(-1),
    token: async () => (isUser ? fapi.signInToken(address) : undefined),
    invitation: async () => fapi.invite(address),
  }
  const life = slot?.life
  const ticket = await make[deed.kind]()
  if (!ticket || !slot || !world.slots.includes(slot) || slot.life !== life) return
  tickets.push(ticket)
  const query = new URLSearchParams({
    __clerk_ticket: ticket,
    __clerk_status: deed.kind === 'invitation' && !isUser ? 'sign_up' : 'sign_in',
  })
  const tab = deed.where === 'here' ? life!.tab : world.browser.openTab()
  show(world, slot, deed.where, tab.navigate({ url: `/?${query}` }))
}
