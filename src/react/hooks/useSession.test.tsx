import { waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderHookInPage } from '../../../test/support/render'
import { alice, booted, createWorld } from '../../../test/support/world'
import { getToken } from '../../core'
import { useSession } from '../../index'

test.each(['', 'garbage', 'not.a.jwt'])(
  'behavior: a last_active_token that is "%s" leaves the session signed in, without claims until there is a token',
  async (jwt) => {
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    let isGarbled = true
    const page = world.open({
      tab,
      ambient: {
        async fetch(url, init) {
          const response = await tab.ambient.fetch(url, init)
          const { status, headers } = response
          const text = await response.text()
          return new Response(isGarbled ? text.replace(/"jwt":"[^"]*"/g, `"jwt":"${jwt}"`) : text, {
            status,
            headers,
          })
        },
      },
    })
    await booted(page.frontdesk)
    const { result } = renderHookInPage(page, () => useSession())
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(result.current).toMatchObject({ status: 'signed-in', sessionId: world.seeded?.sessionIds[0] })
    expect(result.current.claims).toBeUndefined()
    isGarbled = false
    await getToken(page.frontdesk)
    await waitFor(() => expect(result.current.claims).toMatchObject({ sid: world.seeded?.sessionIds[0] }))
  },
)
