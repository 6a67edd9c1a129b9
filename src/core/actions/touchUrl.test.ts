import { expect, test } from 'vitest'
import { alice, booted, createWorld, refusal } from '../../../test/support/world'
import { touchUrl } from '../../core'

const week = 7 * 24 * 60 * 60

test.each(['devBrowser', 'browser'] as const)(
  'default: going there comes out at the redirect URL, relative to the page or not, %s',
  async (scheme) => {
    const world = await createWorld({ scheme, signedIn: [alice] })
    const { frontdesk, tab } = world.open()
    await booted(frontdesk)
    const { origin } = new URL(tab.ambient.page.url())
    for (const redirectUrl of ['/inbox?page=2#top', `${origin}/inbox?page=2#top`]) {
      const url = new URL(await touchUrl(frontdesk, { redirectUrl }))
      expect(url.pathname).toBe('/v1/client/touch')
      const { status, headers } = await world.fapi.fetch(new Request(url))
      expect([status, headers.get('location')]).toEqual([307, `${origin}/inbox?page=2#top`])
    }
  },
)

test('behavior: in production going there issues the cookie anew, and its address holds no secret', async () => {
  const world = await createWorld({ scheme: 'browser', signedIn: [alice], cookieLifetime: week })
  const { frontdesk } = world.open()
  await booted(frontdesk)
  const url = await touchUrl(frontdesk, { redirectUrl: '/' })
  expect([...new URL(url).searchParams.keys()].sort()).toEqual(['__clerk_api_version', 'redirect_url'])
  const request = new Request(url, { headers: { cookie: `__client=${world.seeded!.clientToken}` } })
  const { headers } = await world.fapi.fetch(request)
  expect(headers.getSetCookie()).toContainEqual(expect.stringMatching(/^__client=[^;]+; .*Max-Age=604800/))
})

test('behavior: in development the address says which browser it is, a new one where there is none', async () => {
  const world = await createWorld()
  const { frontdesk } = world.open({ mount: false })
  const url = new URL(await touchUrl(frontdesk, { redirectUrl: '/' }))
  const [cookie] = world.browser.cookies.filter(({ name }) => name === '__clerk_db_jwt')
  expect(url.searchParams.get('__clerk_db_jwt')).toBe(cookie?.value)
  expect(cookie?.value).toBeTruthy()
})

test.each(['javascript:alert(1)', 'data:text/html,hi', 'mailto:a@b.c', 'http://', 'https://:80'])(
  'behavior: %s is refused',
  async (redirectUrl) => {
    const world = await createWorld({ signedIn: [alice] })
    const { frontdesk } = world.open()
    expect(await refusal(touchUrl(frontdesk, { redirectUrl }))).toMatchObject({
      name: 'FrontdeskError',
      code: 'invalid_redirect_url',
    })
  },
)
