import { describe, expect, test } from 'vitest'
import { createStage } from '../../test/support/serverStage'

describe('the headers to add', () => {
  test.each(['cdn-cache-control', 'vercel-cdn-cache-control', 'surrogate-control'])(
    'behavior: %s is closed, too, once somebody has read who is there',
    async (name) => {
      const { server, origin } = await createStage()
      const resolved = await server.resolve(new Request(origin))
      expect(resolved.headers!.get(name)).toBe(null)
      expect(resolved.context!.auth.status).toBe('signed-out')
      expect(resolved.headers!.get(name)).toBe('no-store')
    },
  )

  test('behavior: a response that is merged carries none of them', async () => {
    const { server, origin } = await createStage()
    const resolved = await server.resolve(new Request(origin))
    void resolved.context!.auth
    const headers = { 'cdn-cache-control': 'public, max-age=60' }
    expect(resolved.merge!(new Response('', { headers })).headers.get('cdn-cache-control')).toBe(null)
  })
})
