import { expect, test } from 'vitest'
import { alice, booted, createWorld, refusal } from '../../../test/support/world'
import { handshakeUrl } from '../../core'

test.each(['devBrowser', 'browser'] as const)(
  'default: going there comes back with what says who is signed in, %s',
  async (scheme) => {
    const world = await createWorld({ scheme, signedIn: [alice] })
    const { frontdesk, tab } = world.open()
    await booted(frontdesk)
    const { origin } = new URL(tab.ambient.page.url())
    for (const redirectUrl of ['/inbox?page=2#top', `${origin}/inbox?page=2#top`]) {
      const url = new URL(await handshakeUrl(frontdesk, { redirectUrl }))
      expect(url.pathname).toBe('/v1/client/handshake')
      expect(url.searchParams.has('__client')).toBe(false)
      const cookie = scheme === 'browser' ? `__client=${world.seeded!.clientToken}` : ''
      const answer = await world.fapi.fetch(new Request(url, { headers: { cookie } }))
      const target = new URL(answer.headers.get('location')!)
      expect([answer.status, target.origin + target.pathname, target.hash]).toEqual([
        307,
        `${origin}/inbox`,
        '#top',
      ])
      const nonce =
        target.searchParams.get('__clerk_handshake_nonce') ??
        /__clerk_handshake_nonce=([^;]+)/.exec(answer.headers.getSetCookie().join())?.[1]
      expect(nonce).toBeTruthy()
    }
  },
)

test.each([
  [undefined, null],
  [null, ''],
  ['org_1', 'org_1'],
])('organizationId %s is sent as %j', async (organizationId, sent) => {
  const world = await createWorld({ scheme: 'browser', signedIn: [alice] })
  const { frontdesk } = world.open()
  const url = new URL(await handshakeUrl(frontdesk, { redirectUrl: '/', organizationId }))
  expect(url.searchParams.get('organization_id')).toBe(sent)
})

test.each(['javascript:alert(1)', 'data:text/html,hi', 'http://'])(
  'behavior: %s is refused',
  async (redirectUrl) => {
    const world = await createWorld({ signedIn: [alice] })
    const { frontdesk } = world.open()
    expect(await refusal(handshakeUrl(frontdesk, { redirectUrl }))).toMatchObject({
      name: 'FrontdeskError',
      code: 'invalid_redirect_url',
    })
  },
)
