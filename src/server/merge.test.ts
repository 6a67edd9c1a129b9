import { describe, expect, test } from 'vitest'
import { createStage } from '../../test/support/serverStage'

describe('the headers to add', () => {
  test.each([
    ['cdn-cache-control', 'no-store'],
    ['vercel-cdn-cache-control', 'no-store'],
    ['surrogate-control', 'no-store'],
    ['edge-control', 'no-store'],
    ['x-accel-expires', '0'],
  ])('behavior: %s is closed, too, once somebody has read who is there', async (name, closed) => {
    const { server, origin } = await createStage()
    const resolved = await server.resolve(new Request(origin))
    expect(resolved.headers!.get(name)).toBe(null)
    expect(resolved.context!.auth.status).toBe('signed-out')
    expect(resolved.headers!.get(name)).toBe(closed)
  })

  test.each([
    ['cdn-cache-control', 'public, max-age=60'],
    ['edge-control', '!no-store, max-age=60'],
    ['x-accel-expires', '60'],
    ['x-accel-expires', '@4102444800'],
  ])('behavior: a response that is merged carries no %s, %s', async (name, value) => {
    const { server, origin } = await createStage()
    const resolved = await server.resolve(new Request(origin))
    void resolved.context!.auth
    const merged = resolved.merge!(new Response('', { headers: { [name]: value } }))
    expect([merged.headers.get(name), merged.headers.get('cache-control')]).toEqual([
      null,
      'private, no-store',
    ])
  })
})
