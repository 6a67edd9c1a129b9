import { QueryClient } from '@tanstack/react-query'
import * as built from 'frontdesk/core'
import { createBrowser, createFapi, defaultUsers } from 'frontdesk/fapi'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as sources from '../../src/core'

// Two copies with other names inside, as two versions have.
test('behavior: the build and the sources show one session on a page that has both', async () => {
  const fapi = createFapi()
  const client = await fapi.seedClient({
    users: defaultUsers.slice(0, 2).map(({ identifier }) => identifier),
  })
  const { ambient } = createBrowser({ fapi, client }).openTab()
  const { publishableKey } = fapi
  const queryClient = new QueryClient()
  const one = sources.createFrontdesk({ publishableKey, queryClient, ambient })
  const options = { publishableKey, ambient: ambient as object }
  const two = built.createFrontdesk({ ...options, queryClient: new QueryClient() })
  for (const frontdesk of [one, two]) {
    frontdesk.mount()
    onTestFinished(() => frontdesk.unmount())
  }
  const [alices, bobs] = client.sessionIds
  const shown = () => [one, two].map(({ state }) => state.session.sessionId)
  await vi.waitFor(() => expect(shown()).toEqual([bobs, bobs]))
  await built.setActive(two, { sessionId: alices })
  expect(shown()).toEqual([alices, alices])
  await sources.setActive(one, { sessionId: bobs })
  expect(shown()).toEqual([bobs, bobs])
  expect(await sources.signOutAll(one)).toEqual({ serverConfirmed: true })
  expect(shown()).toEqual([null, null])
  const third = built.createFrontdesk({ ...options, queryClient })
  expect(() => third.mount()).toThrow(expect.objectContaining({ code: 'isolation_owner_exists' }))
})
