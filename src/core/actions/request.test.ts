import { expect, test } from 'vitest'
import { alice, createWorld } from '../../../test/support/world'
import { request } from '../../core'

test("behavior: before the client is known, a request waits for it, and then names this tab's session", async () => {
  const world = await createWorld({ signedIn: [alice] })
  const tab = world.browser.openTab()
  const named: (string | null)[] = []
  const { frontdesk } = world.open({
    tab,
    mount: false,
    ambient: {
      fetch(url, init) {
        const { pathname, searchParams } = new URL(url)
        if (pathname === '/v1/me') named.push(searchParams.get('_clerk_session_id'))
        return tab.ambient.fetch(url, init)
      },
    },
  })
  await request(frontdesk, 'GET', '/me')
  expect(named).toEqual([world.seeded?.sessionIds[0]])
})
