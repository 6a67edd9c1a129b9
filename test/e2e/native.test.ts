import { QueryClient } from '@tanstack/react-query'
import { createFrontdesk } from 'frontdesk/core'
import { describe, expect } from 'vitest'
import { createHandleActor, createStorage } from './handleActor'
import { alice, doMainJob, getFirstClient, requests } from './mainJob'
import { type ServedBox, test } from './stage'

/** A native app on Node: no page, no cookies, and a storage of its own. */
function startApp({ fapi, url }: ServedBox) {
  const storage = createStorage()
  const open = () =>
    createFrontdesk({
      publishableKey: fapi.publishableKey,
      proxyUrl: url,
      queryClient: new QueryClient(),
      scheme: 'native',
      storage,
    })
  return { storage, actor: createHandleActor(fapi, open) }
}

describe.concurrent.each(['test', 'live'] as const)('with a %s key', (keyType) => {
  test.for([401, 404, 'null'] as const)(
    'behavior: two accounts come and go on one client in a native app where a missing client is %s',
    async (missingClient, { startBox }) => {
      const box = await startBox({ keyType, missingClient })
      const { actor, storage } = startApp(box)
      await doMainJob(actor, box.fapi, missingClient)
      expect([...storage.items]).toEqual([])
      expect(box.fapi.devBrowsers).toEqual([])
      actor.close()
    },
  )
})

test.concurrent('behavior: a refused client token is kept until it is discarded', async ({ startBox }) => {
  const box = await startBox({ missingClient: 401 })
  const { actor, storage } = startApp(box)
  await getFirstClient(actor, box.fapi, 401)
  await actor.signIn(alice)
  await actor.shows({ user: alice })
  const kept = [...storage.items]
  expect(kept).toHaveLength(1)
  box.fapi.log.clear()
  const stop = box.fapi.fault({ path: '/v1/client', method: 'GET', status: 401 })
  await actor.reload()
  await actor.shows({ connection: 'error', client: 'unknown', session: 'loading' })
  expect([...storage.items]).toEqual(kept)
  expect(requests(box.fapi)).toEqual(['GET /v1/client 401'])
  stop()
  await actor.reload()
  await actor.shows({ connection: 'ready', user: alice })
  actor.close()
})
