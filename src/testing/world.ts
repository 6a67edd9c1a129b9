import { QueryClient } from '@tanstack/react-query'
import { createClient, createFrontdesk, type Frontdesk, getClient, setActive } from '../core'
import {
  type Browser,
  createBrowser,
  createFapi,
  defaultOrganizations,
  defaultUsers,
  type Fapi,
  type FapiUser,
  type Tab,
  testSigningKey,
} from '../fapi'
import { createGate, type Gate } from './gate'
import { alice, type CastMember, type Scene } from './scenes'
import { followClock, type StageTime } from './time'
import { turn } from './turns'

/** A box and a browser that talks to it: what the tabs of one scene have in common. */
export interface World {
  readonly scene: Scene
  readonly fapi: Fapi
  readonly browser: Browser
  readonly gate: Gate
  readonly time: StageTime
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>
  /** Lets time pass, and everything happen that waits for it, in its order. */
  pass(ms: number): Promise<void>
  /** A tab of the same browser that nobody looks at, for what happens elsewhere. */
  elsewhere(): Promise<Elsewhere>
  /** A QueryClient for a tab, unless another has it: an app that keeps one at module level has one for each tab. */
  claim(queryClient: QueryClient | undefined, tab: Tab): QueryClient | undefined
  /** A user of the box. @throws TypeError for one that it does not have */
  userOf(member: CastMember): FapiUser & { id: string }
  close(): void
}

export interface Elsewhere {
  readonly tab: Tab
  readonly frontdesk: Frontdesk
  /** Signs somebody in, or makes them the active one where they are signed in already. Other tabs hear of it. */
  activate(member: CastMember): Promise<void>
}

/** Turns without a request under way, after which nothing more is to come. */
const quietTurns = 6
/** After so many of them, what is under way takes time of its own, e.g. a `delay`. */
const mostTurns = 2000

export async function createWorld(scene: Scene): Promise<World> {
  const users = castOf(scene)
  const fapi = createFapi({
    signingKey: testSigningKey,
    idSeed: 'frontdesk/testing',
    users,
    organizations: defaultOrganizations.map((organization) => ({
      ...organization,
      members: organization.members?.filter(({ user }) =>
        users.some(({ identifier }) => identifier === user),
      ),
    })),
    ...scene.box,
  })
  const { accounts = [alice] } = scene
  const active = activeOf(scene)
  const client = accounts && (await fapi.seedClient({ users: accounts.map(({ identifier }) => identifier) }))
  if (client && active) fapi.signIn(client.clientId, active.identifier)
  const time = followClock(fapi.clock)
  const gate = createGate(fapi)
  const browser = createBrowser({ fapi: gate.fapi, client: client ?? undefined, url: addressOf(scene), time })
  let other: Promise<Elsewhere> | undefined
  const ends: (() => void)[] = []
  const claimed = new Map<QueryClient, Tab>()

  async function settle() {
    let quiet = 0
    for (let turns = 0; quiet < quietTurns && turns < mostTurns; turns++) {
      await turn()
      quiet = gate.underWay > 0 ? 0 : quiet + 1
    }
  }

  const world: World = {
    scene,
    fapi,
    browser,
    gate,
    time,
    settle,
    async pass(ms) {
      const end = time.now() + ms
      await settle()
      for (let next = time.next(); next !== undefined && next <= end; next = time.next()) {
        fapi.clock.advance(Math.max(0, next - time.now()))
        time.runDue()
        await settle()
      }
      fapi.clock.advance(Math.max(0, end - time.now()))
      await settle()
    },
    elsewhere() {
      other ??= openElsewhere(world, (end) => ends.push(end))
      return other
    },
    claim(queryClient, tab) {
      if (!queryClient) return undefined
      if (!claimed.has(queryClient)) claimed.set(queryClient, tab)
      return claimed.get(queryClient) === tab ? queryClient : undefined
    },
    userOf(member) {
      const user = fapi.users.find(({ identifier }) => identifier === member.identifier)
      if (!user) throw new TypeError(`There is no user "${member.identifier}" in this scene.`)
      return { ...member, id: user.id }
    },
    close() {
      for (const end of ends.splice(0)) end()
    },
  }
  if (scene.organization !== undefined && active) await chooseOrganization(world, scene.organization)
  return world
}

/** Whose tab it is; nobody's where no account is signed in. */
export function activeOf({ accounts = [alice], active }: Scene): CastMember | undefined {
  return accounts?.find(({ identifier }) => identifier === active?.identifier) ?? accounts?.[0]
}

/** Those that the box has anyway, and whom the scene names. Who has an address of theirs takes their place. */
function castOf({ accounts, users = defaultUsers }: Scene): FapiUser[] {
  const named = new Map(accounts?.map((member) => [member.identifier, member]))
  const known = users.map((user) => named.get(user.identifier) ?? user)
  return [...known, ...[...named.values()].filter((member) => !known.includes(member))]
}

/** What the box lets call it, and an app would have as its address. */
function addressOf({ url, box }: Scene): string | undefined {
  const isDevelopment = box?.keyType !== 'live' && !box?.publishableKey?.startsWith('pk_live_')
  const here = globalThis.location?.href
  const isHere = isDevelopment && /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//.test(here ?? '')
  return isHere ? new URL(url ?? '', here).href : url
}

async function openElsewhere(world: World, onEnd: (end: () => void) => void): Promise<Elsewhere> {
  const { fapi, browser, pass } = world
  const tab = browser.openTab()
  const queryClient = new QueryClient()
  const { publishableKey } = fapi
  const frontdesk = createFrontdesk({ publishableKey, queryClient, ambient: tab.ambient })
  frontdesk.mount()
  onEnd(() => {
    frontdesk.unmount()
    tab.close()
    queryClient.clear()
  })
  return {
    tab,
    frontdesk,
    async activate(member) {
      const client = (await getClient(frontdesk)) ?? (await createClient(frontdesk))
      const sessionId = fapi.signIn(client!.id, member.identifier)
      tab.restore()
      // A use at the same millisecond would be no news to other tabs.
      await pass(1)
      await setActive(frontdesk, { sessionId })
    },
  }
}

async function chooseOrganization({ fapi, elsewhere }: World, name: string) {
  const organization = fapi.organizations.find((one) => [one.name, one.slug, one.id].includes(name))
  if (!organization) throw new TypeError(`There is no organization "${name}" in this scene.`)
  await setActive((await elsewhere()).frontdesk, { organizationId: organization.id })
}
