import { describe, expect, test } from 'vitest'
import { forge } from '../../../test/support/tokens'
import { alice, booted, createWorld, type PageOptions, type World } from '../../../test/support/world'
import { createSignIn, sessionCookie, signOut, signOutAll } from '../../core'
import { writeCookie } from '../wire/security/cookies'

const valuesOf = ({ browser }: World, name: string) =>
  browser.cookies.filter((cookie) => cookie.name === name).map(({ value }) => value)

/** Opens a page whose written cookies are collected. */
function openWriting(world: World, options: PageOptions = {}) {
  const tab = options.tab ?? world.browser.openTab()
  const written: string[] = []
  const cookies = {
    get cookie() {
      return tab.ambient.cookies.cookie
    },
    set cookie(line) {
      written.push(line)
      tab.ambient.cookies.cookie = line
    },
  }
  const ambient = { cookies, ...options.ambient }
  return { written, ...world.open({ sessionCookie, ...options, tab, ambient }) }
}

describe('what an answer says', () => {
  const odd = 'x; Domain=evil.example'
  /** The session cookie of a client whose answer is changed on its way. */
  async function openChanged(change: (session: Record<string, unknown>) => void) {
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    const page = openWriting(world, {
      tab,
      ambient: {
        async fetch(url, init) {
          const response = await tab.ambient.fetch(url, init)
          const json = await response.json()
          for (const session of json?.response?.sessions ?? []) change(session)
          return Response.json(json, response)
        },
      },
    })
    await booted(page.frontdesk)
    return { world, ...page }
  }
  const times = { iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 60 }

  test.each<[string, (session: Record<string, unknown>) => void]>([
    [
      'a session’s id',
      (session) => {
        session.id = `sess_1${odd}`
      },
    ],
    [
      'an organization’s id',
      (session) => {
        session.last_active_organization_id = `org_1${odd}`
      },
    ],
    [
      'a token’s tail',
      (session) => {
        session.last_active_token = { jwt: `${forge({ ...times, sid: session.id })}${odd}` }
      },
    ],
    [
      'a token’s tail, as a line',
      (session) => {
        session.last_active_token = { jwt: `${forge({ ...times, sid: session.id })}\r\nx` }
      },
    ],
  ])('behavior: never sets an attribute: %s', async (_, change) => {
    const { written, frontdesk } = await openChanged(change)
    expect(frontdesk.state.session.status).toBe('signed-in')
    expect(written.length).toBeGreaterThan(0)
    for (const line of written) {
      expect(line).toMatch(/^[\w-]+=[\w.:-]*; Path=\/[\w=; -]*; SameSite=Lax$/)
      expect(line).not.toMatch(/evil/)
    }
  })
})

describe('cookies of a parent domain', () => {
  const app = 'http://deep.app.localhost:3000/'
  const domains = ['localhost', 'app.localhost', 'deep.app.localhost']

  test.each([
    ['__client_uat', '1700000000'],
    ['__session', forge({ iat: 1, exp: 2 })],
    ['clerk_active_context', 'sess_other:'],
  ])('behavior: %s beside ours does not outlive a sign-out, in development', async (name, value) => {
    const world = await createWorld({ browser: { url: app }, origins: ['http://deep.app.localhost:3000'] })
    const page = openWriting(world)
    await booted(page.frontdesk)
    await createSignIn(page.frontdesk, alice)
    for (const domain of domains)
      page.tab.ambient.cookies.cookie = `${name}=${value}; Path=/; Domain=${domain}; Max-Age=1000`
    expect(valuesOf(world, name).length).toBeGreaterThanOrEqual(3)
    await signOut(page.frontdesk)
    expect(valuesOf(world, name)).toEqual(name === '__client_uat' ? ['0'] : [])
  })

  test('behavior: with a live key they are the Frontend API’s, or another app’s', async () => {
    const world = await createWorld({ scheme: 'browser', browser: { url: 'https://www.frontdesk.example/' } })
    const page = openWriting(world)
    await booted(page.frontdesk)
    await createSignIn(page.frontdesk, alice)
    page.tab.ambient.cookies.cookie = '__session=theirs; Path=/; Domain=frontdesk.example'
    await signOutAll(page.frontdesk)
    expect(valuesOf(world, '__session')).toEqual(['theirs'])
    expect(page.written.filter((line) => line.includes('Domain'))).toEqual([])
  })
})

describe('a frame of another site', () => {
  /** The cookies of a frame: those for this site alone are refused. */
  function frameCookies() {
    const held = new Map<string, string>()
    const written: string[] = []
    return {
      written,
      get cookie() {
        return [...held].map(([name, value]) => `${name}=${value}`).join('; ')
      },
      set cookie(line: string) {
        written.push(line)
        if (!/SameSite=None; Secure/.test(line)) return
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
        if (line.includes('Max-Age=0')) held.delete(name!)
        else held.set(name!, value!)
      },
    }
  }

  test('behavior: keeps its dev browser over a reload', async () => {
    const world = await createWorld()
    const cookies = frameCookies()
    const page = world.open({ ambient: { cookies }, sessionCookie })
    await booted(page.frontdesk)
    await createSignIn(page.frontdesk, alice)
    const next = page.reload()
    await booted(next.frontdesk)
    expect(next.frontdesk.state.session.status).toBe('signed-in')
    expect(world.requests('POST /dev_browser')).toHaveLength(1)
    expect(cookies.cookie).toMatch(/__clerk_db_jwt_[\w-]{8}=\w/)
    await signOut(next.frontdesk)
    expect(cookies.cookie).not.toMatch(/__session/)
    const kept = cookies.written.filter((line) => line.includes('None'))
    for (const line of kept) expect(line).toMatch(/; SameSite=None; Secure; Partitioned$/)
  })

  test('behavior: a page of its own, and one that keeps nothing, write none for frames that is kept', async () => {
    const world = await createWorld()
    const { tab, frontdesk, written } = openWriting(world)
    await booted(frontdesk)
    await createSignIn(frontdesk, alice)
    await signOut(frontdesk)
    expect(written.filter((line) => line.includes('None'))).toEqual([])
    // One of a parent domain hides ours, which is there all the same.
    tab.ambient.cookies.cookie = 'a=1; Path=/; Domain=localhost'
    writeCookie(tab.ambient, 'a', '2')
    expect(world.browser.cookies.filter(({ sameSite }) => sameSite === 'none')).toEqual([])
  })
})
