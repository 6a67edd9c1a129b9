import type { Step } from './drive'

const redirect_url = 'http://localhost:3000/'

export const navigations: Step[] = [
  async ({ open }) => {
    const caller = await open()
    for (const path of ['/v1/client/handshake', '/v1/client/touch']) {
      await caller.call('GET', path, { query: { redirect_url } })
      await caller.call('GET', path, { query: { redirect_url: 'https://elsewhere.example/' } })
      await caller.call('GET', path)
      await caller.call('POST', path)
    }
    await caller.signIn('alice')
    for (const format of ['token', 'nonce', 'unknown']) {
      await caller.call('GET', '/v1/client/handshake', { query: { redirect_url, format } })
    }
    const satellite_fapi = 'clerk.elsewhere.example'
    await caller.call('GET', '/v1/client/handshake', { query: { redirect_url, satellite_fapi } })
    await caller.call('GET', '/v1/client/touch', { query: { redirect_url } })
  },
  // Someone who was banned while signed in.
  async ({ open }) => {
    const caller = await open()
    await caller.signIn('alice')
    caller.fapi.banUser('alice@example.com')
    await caller.call('GET', '/v1/client/handshake', { query: { redirect_url } })
  },
  async ({ open }) => {
    const caller = await open({ cookieLifetime: 604_800 })
    await caller.signIn('alice')
  },
  async ({ open }) => {
    const caller = await open()
    const { secretKey } = caller.fapi
    const { headers } = await caller.call('GET', '/v1/client/handshake', {
      query: { redirect_url, format: 'nonce' },
    })
    const carriers = [...headers.getSetCookie(), headers.get('location')].join()
    const nonce = /__clerk_handshake_nonce=([^;&]+)/.exec(carriers)![1]!
    for (const authorization of [`Bearer ${secretKey}`, 'Bearer sk_test_wrong']) {
      // Servers are no browsers: they send no Origin.
      for (const path of ['/v1/jwks', `/v1/clients/handshake_payload?nonce=${nonce}`]) {
        const url = new URL(path, 'http://localhost:4400')
        await caller.fapi.fetch(new Request(url, { headers: { authorization } }))
      }
    }
    await caller.call('GET', '/.well-known/jwks.json')
    const preflight = { 'access-control-request-method': 'POST' }
    await caller.call('OPTIONS', '/v1/client', { headers: preflight })
  },
]
