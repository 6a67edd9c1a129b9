import { QueryClient } from '@tanstack/react-query'
import { createFrontdesk, nativeScheme, signInWithBrowser } from 'frontdesk/core'
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
      scheme: nativeScheme({ storage }),
    })
  return { storage, open, actor: createHandleActor(fapi, open) }
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

test.for(['test', 'live'] as const)(
  'behavior: with a %s key somebody comes back from a provider with a nonce for the new client token',
  async (keyType, { startBox }) => {
    const box = await startBox({ keyType })
    const { storage, open } = startApp(box)
    const frontdesk = open()
    frontdesk.mount()
    const outcome = await signInWithBrowser(frontdesk, {
      strategy: 'oauth_google',
      redirectUrl: 'myapp://signed-in',
      // The device's browser, which has no cookie of the box either.
      async openBrowser(url) {
        const page = await fetch(url)
        expect(await page.text()).toContain(alice)
        const body = new URLSearchParams({ email_address: alice })
        const answered = await fetch(url, { method: 'POST', body, redirect: 'manual' })
        const back = await fetch(answered.headers.get('location')!, { redirect: 'manual' })
        return back.headers.get('location')
      },
    })
    expect(outcome).toEqual({ status: 'signed-in', sessionId: box.fapi.sessions[0]!.id })
    expect(frontdesk.state.session.session?.user.firstName).toBe('Alice')
    expect(storage.items.size).toBe(1)
    frontdesk.unmount()
  },
)

describe('a client token that is refused', () => {
  async function refused(box: ServedBox) {
    const app = startApp(box)
    const client = await getFirstClient(app.actor, box.fapi, 401)
    await app.actor.signIn(alice)
    await app.actor.shows({ user: alice })
    const kept = [...app.storage.items]
    expect(kept).toHaveLength(1)
    box.fapi.log.clear()
    const accept = box.fapi.fault({ path: '/v1/client', method: 'GET', status: 401 })
    await app.actor.reload()
    await app.actor.shows({ connection: 'error', client: 'unknown', session: 'error' })
    expect(requests(box.fapi)).toEqual(['GET /v1/client 401'])
    expect([...app.storage.items]).toEqual(kept)
    accept()
    return { ...app, client }
  }

  test('behavior: it is kept, and serves again once it is accepted', async ({ startBox }) => {
    const box = await startBox({ missingClient: 401 })
    const { actor, client } = await refused(box)
    await actor.reload()
    await actor.shows({ connection: 'ready', client, user: alice })
    actor.close()
  })

  test('behavior: resetClient discards it and starts anew', async ({ startBox }) => {
    const box = await startBox({ missingClient: 401 })
    const { actor, client, storage } = await refused(box)
    await actor.resetClient()
    await actor.shows({ connection: 'ready', session: 'signed-out' })
    const created = box.fapi.clients.find(({ id }) => id !== client)!
    await actor.shows({ client: created.id })
    expect(storage.items.size).toBe(1)
    actor.close()
  })
})
