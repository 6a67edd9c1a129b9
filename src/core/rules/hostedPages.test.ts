import { describe, expect, test } from 'vitest'
import {
  alice,
  bob,
  booted,
  createWorld,
  memoryStorage,
  type Page,
  refusal,
  type World,
  type WorldOptions,
} from '../../../test/support/world'
import {
  createSignIn,
  getClient,
  nativeScheme,
  redirectToSignIn,
  redirectToSignUp,
  retry,
  setActive,
  signInUrl,
  signOut,
  signUpUrl,
} from '../../core'
import type { Tab } from '../../fapi'

const nameIn = ({ frontdesk }: Page) => frontdesk.state.session.session?.user.firstName

const box = 'https://foo-bar-13.clerk.accounts.dev/'
const portal = 'https://foo-bar-13.accounts.dev/'

/** A pinned tab that shows Alice, who was active last. */
async function open(signedIn = [alice, bob], options: WorldOptions = {}, proxyUrl?: string) {
  const world = await createWorld({ signedIn, ...options })
  const page = world.open({ proxyUrl })
  await booted(page.frontdesk)
  await setActive(page.frontdesk, { sessionId: world.seeded!.sessionIds[0] })
  expect(nameIn(page)).toBe('Alice')
  return { world, page }
}

/** Something is done elsewhere in this browser, e.g. on a hosted page: nobody tells the tabs. */
async function elsewhere(world: World, act: (page: Page) => Promise<unknown>, proxyUrl?: string) {
  const page = world.open({ proxyUrl, mount: false, ambient: { openChannel: undefined } })
  await getClient(page.frontdesk)
  await act(page)
}

const addBob = ({ frontdesk }: Page) => createSignIn(frontdesk, bob)
const continueAsBob = (world: World) => (page: Page) =>
  setActive(page.frontdesk, { sessionId: world.seeded!.sessionIds[1] })

/** What the tab shows after it has gone elsewhere, and is back. */
async function back(world: World, tab: Tab, proxyUrl?: string) {
  const page = world.open({ tab, proxyUrl })
  await booted(page.frontdesk)
  return page
}

describe('rule 5 · a tab keeps its session · who comes back from a hosted page', () => {
  test.each([
    ['adds Bob', box],
    ['goes on as Bob', box],
    ['adds Bob', portal],
    ['goes on as Bob', portal],
  ])('behavior: is who was chosen there: a pinned tab %s at %s', async (what, from) => {
    const { world, page } = await open(what === 'adds Bob' ? [alice] : [alice, bob])
    page.unmount()
    await elsewhere(world, what === 'adds Bob' ? addBob : continueAsBob(world))
    const tab = page.tab.navigate({ from })
    const next = await back(world, tab)
    expect(nameIn(next)).toBe('Bob')
    // From then on it is the tab's own.
    await elsewhere(world, ({ frontdesk }) =>
      setActive(frontdesk, { sessionId: world.seeded!.sessionIds[0] }),
    )
    expect(nameIn(await back(world, tab.reload()))).toBe('Bob')
  })

  test.each([
    ['a reload', (tab: Tab) => tab.reload()],
    ['going back', (tab: Tab) => tab.navigate({ from: box }).reload()],
    ['a link of the app', (tab: Tab) => tab.navigate({ from: tab.ambient.page.url() })],
    ['a link of another site', (tab: Tab) => tab.navigate({ from: 'https://accounts.example.com/' })],
    [
      'a link of a site with a like name',
      (tab: Tab) => tab.navigate({ from: 'https://foo-bar-13.accounts.dev.evil.example/' }),
    ],
    ['an address typed in', (tab: Tab) => tab.navigate()],
  ])('behavior: after %s the tab shows its own, though another one has chosen Bob', async (_, move) => {
    const { world, page } = await open()
    await elsewhere(world, continueAsBob(world))
    expect(nameIn(await back(world, move(page.tab)))).toBe('Alice')
  })

  test('behavior: who has chosen nobody there is who was there before', async () => {
    const { world, page } = await open()
    await elsewhere(world, continueAsBob(world))
    // The tab has seen that another one went on as Bob.
    const seen = await back(world, page.tab.reload())
    expect(nameIn(seen)).toBe('Alice')
    expect(nameIn(await back(world, seen.tab.navigate({ from: box })))).toBe('Alice')
  })

  test.each([
    ['/inbox', 'Alice'],
    ['/__clerk/sign-in?redirect_url=%2F', 'Bob'],
  ])(
    'parameters: with a proxy on a path of the app, after a link at %s the tab shows %s',
    async (from, name) => {
      const { world, page } = await open([alice, bob], { browser: { fapiUrl: '/__clerk' } }, '/__clerk')
      await elsewhere(world, continueAsBob(world), '/__clerk')
      const { origin } = new URL(page.tab.ambient.page.url())
      expect(nameIn(await back(world, page.tab.navigate({ from: origin + from }), '/__clerk'))).toBe(name)
    },
  )

  test.each([
    ['/', 'Alice'],
    ['/inbox', 'Alice'],
    ['/sign-in?redirect_url=%2F', 'Alice'],
    [portal, 'Bob'],
  ])(
    'parameters: with a proxy on the root of the app, after a link at %s the tab shows %s',
    async (from, name) => {
      const { world, page } = await open([alice, bob], { browser: { fapiUrl: '/' } }, '/')
      await elsewhere(world, continueAsBob(world), '/')
      const url = new URL(from, page.tab.ambient.page.url())
      expect(nameIn(await back(world, page.tab.navigate({ from: url.href }), '/'))).toBe(name)
    },
  )

  test('behavior: where the session is gone, and where a tab follows, the last active one is shown', async () => {
    const { world, page } = await open()
    page.unmount()
    await elsewhere(world, async ({ frontdesk }) => {
      await signOut(frontdesk, { sessionId: world.seeded!.sessionIds[0] })
    })
    expect(nameIn(await back(world, page.tab.navigate({ from: box })))).toBe('Bob')
    const follower = world.open({
      tabSession: 'follow',
      tab: world.browser.openTab().navigate({ from: box }),
    })
    await booted(follower.frontdesk)
    expect(nameIn(follower)).toBe('Bob')
  })
})

describe.each([
  {
    name: 'redirectToSignIn',
    redirect: redirectToSignIn,
    urlOf: signInUrl,
    path: '/sign-in',
    member: 'sign_in_url',
  },
  {
    name: 'redirectToSignUp',
    redirect: redirectToSignUp,
    urlOf: signUpUrl,
    path: '/sign-up',
    member: 'sign_up_url',
  },
])('rule 5 · a tab keeps its session · $name()', ({ redirect, urlOf, path, member }) => {
  const property = member === 'sign_in_url' ? 'signInUrl' : 'signUpUrl'

  /** Leaves by the action. @returns where to. */
  async function leave({ frontdesk }: Page, redirectUrl?: string) {
    const urls: URL[] = []
    await redirect(frontdesk, { redirectUrl, navigate: (url) => urls.push(new URL(url)) })
    expect(urls).toHaveLength(1)
    return urls[0]!
  }

  test.each([
    ['nothing has told where it comes from', undefined, ''],
    ['the last active one was Bob before, too', 'Bob', box],
  ])('behavior: who comes back is who was chosen there, where %s', async (_, active, from) => {
    const { world, page } = await open()
    if (active) await elsewhere(world, continueAsBob(world))
    const { tab } = page
    const here = active ? await back(world, tab.reload()) : page
    expect(nameIn(here)).toBe('Alice')
    await leave(here)
    await elsewhere(world, continueAsBob(world))
    const next = await back(world, here.tab.navigate({ from }))
    expect(nameIn(next)).toBe('Bob')
    // It counts once.
    await elsewhere(world, ({ frontdesk }) =>
      setActive(frontdesk, { sessionId: world.seeded!.sessionIds[0] }),
    )
    expect(nameIn(await back(world, next.tab.navigate()))).toBe('Bob')
  })

  test.each([
    ['a reload of the page', (page: Page, world: World) => back(world, page.tab.reload())],
    [
      'the page as it was',
      async (page: Page) => {
        page.tab.restore()
        await new Promise((resolve) => setTimeout(resolve, 100))
        return page
      },
    ],
  ])('behavior: who goes back, to %s, has chosen nobody', async (_, goBack) => {
    const { world, page } = await open()
    await leave(page)
    await elsewhere(world, continueAsBob(world))
    const here = await goBack(page, world)
    expect(nameIn(here)).toBe('Alice')
    expect(nameIn(await back(world, here.tab.navigate()))).toBe('Alice')
  })

  test('behavior: what comes in while the page is being left does not undo that it was left', async () => {
    const { world, page } = await open()
    await leave(page)
    await retry(page.frontdesk)
    await elsewhere(world, continueAsBob(world))
    expect(nameIn(await back(world, page.tab.navigate()))).toBe('Bob')
  })

  test.each<[string, (page: Page) => Promise<unknown>]>([
    ['asks anew', ({ frontdesk }) => getClient(frontdesk)],
    ['recovers', ({ frontdesk }) => retry(frontdesk)],
    ['boots', async ({ frontdesk }) => booted(frontdesk)],
  ])('behavior: nor does another root of it that %s', async (what, act) => {
    const { world, page } = await open()
    const openRoot = () => world.open({ tab: page.tab })
    let other = what === 'boots' ? undefined : openRoot()
    if (other) await booted(other.frontdesk)
    await leave(page)
    other ??= openRoot()
    await elsewhere(world, continueAsBob(world))
    await act(other)
    expect(nameIn(await back(world, page.tab.navigate()))).toBe('Bob')
  })

  test.each([
    ['devBrowser', ['__clerk_db_jwt', 'redirect_url']],
    ['browser', ['redirect_url']],
  ] as const)(
    'default: leads to the page that the Frontend API names, and back here, %s',
    async (scheme, names) => {
      const world = await createWorld({ scheme, signedIn: [alice] })
      const page = world.open({ tab: world.browser.openTab({ url: '/inbox?page=2' }) })
      await booted(page.frontdesk)
      const url = await leave(page)
      expect(url.pathname).toBe(path)
      expect(await urlOf(page.frontdesk)).toBe(url.href)
      expect([...url.searchParams.keys()].sort()).toEqual(names)
      expect(url.searchParams.get('redirect_url')).toBe(page.tab.ambient.page.url())
      const { origin } = new URL(page.tab.ambient.page.url())
      expect((await leave(page, '/added')).searchParams.get('redirect_url')).toBe(`${origin}/added`)
    },
  )

  test.each([
    'https://evil.example/',
    '//evil.example',
    'javascript:alert(1)',
    'http://localhost:3000@evil.example',
    'blob:http://localhost:3000/0a1b',
    'http://[',
  ])(
    'error: a redirectUrl of another origin, %s, is refused before anything is sent',
    async (redirectUrl) => {
      const { world, page } = await open()
      const sent = world.requests().length
      const invalid = { name: 'FrontdeskError', code: 'invalid_redirect_url' }
      expect(await refusal(leave(page, redirectUrl))).toMatchObject(invalid)
      expect(await refusal(urlOf(page.frontdesk, { redirectUrl }))).toMatchObject(invalid)
      expect(world.requests()).toHaveLength(sent)
    },
  )

  test.each([
    ['tells nothing', { response: {} }, 'displayConfig'],
    ['names no page', { display_config: {} }, `displayConfig.${property}`],
    ['names a script', { display_config: { [member]: 'javascript:alert(1)' } }, `displayConfig.${property}`],
    ['names a path', { display_config: { [member]: '/in' } }, `displayConfig.${property}`],
  ])('error: where the Frontend API %s, nothing is left', async (_, body, path) => {
    const { world, page } = await open()
    world.fault('GET /environment', { body })
    expect(await refusal(leave(page))).toMatchObject({ code: 'malformed_response', path })
    await elsewhere(world, continueAsBob(world))
    expect(nameIn(await back(world, page.tab.navigate()))).toBe('Alice')
  })

  test.each<[string, Parameters<World['open']>[0]]>([
    ['no_client_on_server', { ambient: { page: undefined } }],
    ['page_missing', { ambient: { page: undefined }, scheme: nativeScheme({ storage: memoryStorage() }) }],
  ])('error: %s without a page, of which there is none to leave', async (code, options) => {
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open({ mount: false, ...options })
    expect(await refusal(leave(page))).toMatchObject({ name: 'FrontdeskError', code })
    expect(await refusal(leave(page, '/inbox'))).toMatchObject({ code })
    expect(world.requests()).toEqual([])
  })

  test('error: a refusal is passed on', async () => {
    const { world, page } = await open()
    world.fault('GET /environment', { status: 500 })
    expect(await refusal(leave(page))).toMatchObject({ status: 500 })
  })
})
