import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../../test/support/time'
import { alice, bob, booted, createWorld, type Page, until, type World } from '../../../../test/support/world'
import { type Ambient, createSignIn, type Frontdesk, sessionCookie, signOut } from '../../../core'
import { cookieSuffix } from './cookieSuffix'

const app = 'http://localhost:3000'

/** Opens the app as a hosted sign-in page does when it sends the browser back. */
function openAt(world: World, url: string) {
  const tab = world.browser.openTab({ url: app + url })
  const page = world.open({ tab })
  return { ...page, address: () => tab.ambient.page.url().replace(app, '') }
}

const cookie = (world: World) => world.browser.cookies.find(({ name }) => name === '__clerk_db_jwt')?.value
const userIn = ({ frontdesk }: Page) => frontdesk.state.session.session?.user.emailAddresses[0]?.emailAddress

test('behavior: the browser that came back from a hosted page is the one that signed in there', async () => {
  const world = await createWorld()
  const { devBrowser } = await world.fapi.seedClient({ users: [alice.identifier] })
  const page = openAt(world, `/?__clerk_db_jwt=${devBrowser}`)
  await booted(page.frontdesk)
  expect(userIn(page)).toBe(alice.identifier)
  expect(page.address()).toBe('/')
  expect(world.requests()).toEqual(['GET /client'])
  const reloaded = page.reload()
  await booted(reloaded.frontdesk)
  expect(reloaded.frontdesk.state.session.status).toBe('signed-in')
})

test('behavior: the address wins over the cookie, and takes its place there', async () => {
  const world = await createWorld({ signedIn: [bob] })
  const { devBrowser } = await world.fapi.seedClient({ users: [alice.identifier] })
  const page = openAt(world, `/?__clerk_db_jwt=${devBrowser}`)
  await booted(page.frontdesk)
  expect(userIn(page)).toBe(alice.identifier)
  expect(cookie(world)).toBe(devBrowser)
})

test.each([
  ['the suffixed cookie is read before the plain one', 'suffixed', bob],
  ['where there is no suffixed cookie, the plain one is read', 'plain', alice],
] as const)('behavior: %s', async (_, kind, signedIn) => {
  const world = await createWorld({ signedIn: [bob] })
  const { devBrowser } = await world.fapi.seedClient({ users: [alice.identifier] })
  const tab = world.browser.openTab()
  const suffixed = `__clerk_db_jwt_${await cookieSuffix(world.fapi.publishableKey)}`
  tab.ambient.cookies.cookie = `__clerk_db_jwt=${devBrowser}; Path=/`
  tab.ambient.cookies.cookie = `${suffixed}=${kind === 'suffixed' ? world.seeded!.devBrowser : ''}; Path=/`
  const page = world.open({ tab })
  await booted(page.frontdesk)
  expect(userIn(page)).toBe(signedIn.identifier)
})

test.each([
  ['with', sessionCookie],
  ['without', undefined],
])(
  'behavior: a page that holds only the plain cookie writes its twin, which servers read, %s a session cookie',
  async (_, given) => {
    const world = await createWorld()
    const { devBrowser } = await world.fapi.seedClient({ users: [alice.identifier] })
    const tab = world.browser.openTab()
    tab.ambient.cookies.cookie = `__clerk_db_jwt=${devBrowser}; Path=/`
    const page = world.open({ tab, sessionCookie: given })
    await booted(page.frontdesk)
    const suffixed = `__clerk_db_jwt_${await cookieSuffix(world.fapi.publishableKey)}`
    const value = (name: string) => world.browser.cookies.find((each) => each.name === name)?.value
    expect([value(suffixed), value('__clerk_db_jwt')]).toEqual([devBrowser, devBrowser])
  },
)

test('behavior: the plain cookie of another instance on this host stays as it is', async () => {
  const world = await createWorld({ signedIn: [bob] })
  const tab = world.browser.openTab()
  tab.ambient.cookies.cookie = '__clerk_db_jwt=dvb_other; Path=/'
  const page = world.open({ tab })
  await booted(page.frontdesk)
  expect([userIn(page), cookie(world)]).toEqual([bob.identifier, 'dvb_other'])
})

test.each([
  ['/a?__clerk_db_jwt=TOKEN', '/a'],
  ['/a?__clerk_db_jwt=TOKEN#part', '/a#part'],
  ['/a?__clerk_db_jwt=TOKEN&b=1%20c&d', '/a?b=1%20c&d'],
  ['/a?b=1&__clerk_db_jwt=TOKEN', '/a?b=1'],
  ['/a?b=1&__clerk_db_jwt=TOKEN&d=2#part', '/a?b=1&d=2#part'],
  ['/a#/b?__clerk_db_jwt=TOKEN', '/a#/b?__clerk_db_jwt=TOKEN'],
  ['/a?b=__clerk_db_jwt=TOKEN', '/a?b=__clerk_db_jwt=TOKEN'],
])('behavior: of %s the rest stays', async (url, rest) => {
  const world = await createWorld()
  const { devBrowser } = await world.fapi.seedClient()
  const page = openAt(world, url.replace('TOKEN', devBrowser!))
  await booted(page.frontdesk)
  expect(page.address()).toBe(rest.replace('TOKEN', devBrowser!))
})

test('behavior: a token that nobody gave out is replaced by a new dev browser, and nobody is signed in', async () => {
  const world = await createWorld({ missingClient: 401 })
  const page = openAt(world, '/?__clerk_db_jwt=dvb_forged')
  await booted(page.frontdesk)
  expect(page.frontdesk.state).toMatchObject({
    connection: { status: 'ready' },
    session: { status: 'signed-out' },
  })
  expect(world.requests()).toEqual(['GET /client', 'POST /dev_browser', 'GET /client', 'POST /client'])
  expect(cookie(world)).toBe(world.fapi.devBrowsers[0]?.token)
  expect(page.address()).toBe('/')
})

test.each(['', 'a%3B%20Domain=evil.example', 'a;b', '%E0%A4%A', '<script>'])(
  'behavior: %j is no token: it goes from the address and changes nothing',
  async (value) => {
    const world = await createWorld({ signedIn: [bob] })
    const before = cookie(world)
    const page = openAt(world, `/?__clerk_db_jwt=${value}&a=1`)
    await booted(page.frontdesk)
    expect(userIn(page)).toBe(bob.identifier)
    expect(cookie(world)).toBe(before)
    expect(page.address()).toBe('/?a=1')
  },
)

test('behavior: with a live key the address is left alone', async () => {
  const world = await createWorld({ scheme: 'browser' })
  const page = openAt(world, '/?__clerk_db_jwt=dvb_x')
  await booted(page.frontdesk)
  expect(page.address()).toBe('/?__clerk_db_jwt=dvb_x')
  expect(cookie(world)).toBe(undefined)
})

test('behavior: a handle that is neither mounted nor used leaves the address alone', async () => {
  const world = await createWorld()
  const tab = world.browser.openTab({ url: `${app}/?__clerk_db_jwt=dvb_x` })
  world.open({ tab, mount: false })
  expect(tab.ambient.page.url()).toBe(`${app}/?__clerk_db_jwt=dvb_x`)
})

describe('a browser that shows a cookie of another tab late', () => {
  test.each([2, 4, 6])('behavior: makes one dev browser for %i tabs all the same', async (tabs) => {
    const time = fakeTime()
    const world = await createWorld()
    world.fault('POST /dev_browser', { delay: 15 })
    let written = Number.POSITIVE_INFINITY
    for (let count = 0; count < tabs; count++) {
      const tab = world.browser.openTab()
      const { cookies } = tab.ambient
      let isOwn = false
      world.open({
        tab,
        ambient: {
          cookies: {
            get cookie() {
              return isOwn || Date.now() - written >= 30 ? cookies.cookie : ''
            },
            set cookie(line) {
              isOwn = true
              written = Math.min(written, Date.now())
              cookies.cookie = line
            },
          },
        },
      })
    }
    await time.advance(3000)
    expect(world.requests('POST /dev_browser')).toHaveLength(1)
    expect(world.fapi.devBrowsers).toHaveLength(1)
    expect(world.requests('POST /client').length).toBeLessThanOrEqual(1)
  })
})

describe('where no cookie is kept, the roots of a page have one dev browser all the same', () => {
  const open = async () => {
    const world = await createWorld({ missingClient: 401, browser: { blockCookies: true } })
    const tab = world.browser.openTab()
    return { world, root: () => world.open({ tab }).frontdesk }
  }
  const firstName = ({ state }: Frontdesk) => state.session.session?.user.firstName

  test('behavior: of two that boot at once', async () => {
    const { world, root } = await open()
    const roots = [root(), root()]
    await Promise.all(roots.map((one) => booted(one)))
    expect([world.fapi.devBrowsers.length, world.fapi.clients.length]).toEqual([1, 1])
  })

  test('behavior: one that comes later shows who has signed in', async () => {
    const { world, root } = await open()
    const first = root()
    await booted(first)
    await createSignIn(first, alice)
    const later = root()
    await booted(later)
    expect([first, later].map(firstName)).toEqual(['Alice', 'Alice'])
    expect(world.fapi.devBrowsers).toHaveLength(1)
  })

  test('behavior: a sign-out in one ends the session in the other', async () => {
    const { world, root } = await open()
    const roots = [root(), root()] as const
    await Promise.all(roots.map((one) => booted(one)))
    await createSignIn(roots[0], alice)
    await until(roots[1], () => firstName(roots[1]) === 'Alice')
    await signOut(roots[1])
    await until(roots[0], ({ session }) => session.status === 'signed-out')
    expect(world.fapi.sessions.map(({ status }) => status)).toEqual(['removed'])
  })

  test('behavior: another page load makes its own', async () => {
    const { world, root } = await open()
    await booted(root())
    const elsewhere = world.open()
    await booted(elsewhere.frontdesk)
    expect(world.fapi.devBrowsers).toHaveLength(2)
  })
})

describe("a dev browser that comes late takes no other one's place", () => {
  /** A tab whose dev browser takes 18 s, and one that has waited 5 s for its lock and made one itself. */
  async function open(ambient: Partial<Ambient> = {}) {
    const time = fakeTime()
    const world = await createWorld({ missingClient: 401 })
    const slow = openSlowly(world, ambient)
    await time.advance(100)
    const quick = world.open({ ambient })
    await time.advance(6000)
    return { time, world, slow, quick }
  }

  function openSlowly(world: World, ambient: Partial<Ambient>) {
    const tab = world.browser.openTab()
    const { fetch } = tab.ambient
    const late: Ambient['fetch'] = async (url, init) => {
      const response = await fetch(url, init)
      if (url.includes('/dev_browser')) await new Promise((resolve) => setTimeout(resolve, 18_000))
      return response
    }
    return world.open({ tab, ambient: { ...ambient, fetch: late } })
  }

  test.each<[string, Partial<Ambient>]>([
    ['with locks', {}],
    ['without', { locks: undefined }],
  ])('behavior: nor ends the session that was signed in with that, %s', async (_, ambient) => {
    const { time, world, slow, quick } = await open(ambient)
    const signedIn = createSignIn(quick.frontdesk, alice)
    await time.advance(11_000)
    await signedIn
    await time.advance(20_000)
    const reloaded = quick.reload()
    await time.advance(1000)
    expect([reloaded, slow].map(userIn)).toEqual([alice.identifier, alice.identifier])
    expect(world.fapi.clients).toHaveLength(1)
  })

  test('behavior: nor does one that comes while nobody is signed in', async () => {
    const { time, world } = await open()
    const token = cookie(world)
    await time.advance(20_000)
    expect(token).toMatch(/^dvb_/)
    expect(cookie(world)).toBe(token)
  })
})
