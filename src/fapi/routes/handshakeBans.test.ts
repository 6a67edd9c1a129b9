import { describe, expect, test } from 'vitest'
import type { FapiState } from '../../fapi'
import { createCaller, type TestCaller } from '../testCaller'

function handshake({ call }: TestCaller) {
  return call('GET', '/v1/client/handshake', { query: { redirect_url: 'http://localhost:3000/' } })
}

describe('a banned user', () => {
  const banned = { status: 403, code: 'user_banned' }

  test('error: 403 once they are banned, until they are not', async () => {
    const caller = await createCaller()
    await caller.signIn('alice')
    caller.fapi.banUser('alice@example.com')
    expect(await handshake(caller)).toMatchObject(banned)
    caller.fapi.unbanUser('alice@example.com')
    expect((await handshake(caller)).status).toBe(307)
  })

  test('error: 403 as well where the ban is written into what was saved', async () => {
    const saves: FapiState[] = []
    const first = await createCaller({
      storage: { load: () => undefined, save: (state) => void saves.push(state) },
    })
    const { body } = await first.signIn('alice')
    const saved = saves.at(-1)!
    saved.users!.find(({ identifier }) => identifier === 'alice@example.com')!.banned = true
    const second = await createCaller({ storage: { load: () => saved } })
    second.credentials.devBrowser = first.credentials.devBrowser!
    const tokens = `/v1/client/sessions/${body.response.created_session_id}/tokens`
    expect(await second.call('POST', tokens)).toMatchObject(banned)
    expect(await handshake(second)).toMatchObject(banned)
    expect((await second.call('GET', '/v1/client')).body.response.sessions).toEqual([])
  })

  test('behavior: who else is signed in goes on, and who signed out before the ban is signed out', async () => {
    const caller = await createCaller()
    await caller.signIn('bob')
    await caller.signIn('alice')
    caller.fapi.banUser('alice@example.com')
    expect((await handshake(caller)).status).toBe(307)
    await caller.call('DELETE', '/v1/client/sessions')
    caller.fapi.clock.advance(1)
    caller.fapi.banUser('bob@example.com')
    expect((await handshake(caller)).status).toBe(307)
  })
})
