import { describe, expect, test } from 'vitest'
import { createStage, kinds } from '../../test/support/serverStage'

const signInUrl = '/sign-in?from=app'

describe('a refusal leads nowhere but to the app', () => {
  test.each(['https://evil.example/a', 'https://frontdesk.example.evil.example/', 'http://10.0.0.7:3000/a'])(
    'bad input: read() of a request that says it is for %s',
    async (address) => {
      const { server } = await createStage({ signInUrl })
      const { auth } = await server.read(new Request(address, { headers: kinds.document }))
      expect(auth.deny?.().headers.get('location')).toBe('/sign-in?from=app')
    },
  )

  test.each(['live', 'test'] as const)(
    'behavior: read() of headers alone knows no address, %s',
    async (keyType) => {
      const { server } = await createStage({
        keyType,
        signInUrl,
        origins: keyType === 'test' ? undefined : ['https://frontdesk.example'],
      })
      const { auth } = await server.read({ headers: new Headers(kinds.document) })
      expect(auth.deny?.().headers.get('location')).toBe('/sign-in?from=app')
    },
  )

  test('behavior: read() of a request to one of `origins` knows the way back', async () => {
    const { server, origin } = await createStage({ signInUrl })
    const { auth } = await server.read(new Request(`${origin}/a?b=c`, { headers: kinds.document }))
    const back = encodeURIComponent(`${origin}/a?b=c`)
    expect(auth.deny?.().headers.get('location')).toBe(`${origin}/sign-in?from=app&redirect_url=${back}`)
  })
})

describe('a page that is where it would be sent to', () => {
  test.each(['/sign-in', '/sign-in?redirect_url=x', '/sign-in?from=app'])(
    'behavior: %s is refused, not sent to itself',
    async (path) => {
      const stage = await createStage({ signInUrl })
      stage.app = ({ auth }) => auth.deny?.() ?? new Response()
      const { last, hops } = await stage.createVisitor().visit(path)
      expect(hops).toHaveLength(1)
      expect(last.response.status).toBe(401)
    },
  )

  test('behavior: its neighbors are sent there, and that ends', async () => {
    const stage = await createStage({ signInUrl })
    stage.app = ({ auth }) => auth.deny?.() ?? new Response()
    const { hops } = await stage.createVisitor().visit('/sign-in/more')
    expect(hops.map(({ response }) => response.status)).toEqual([303, 401])
  })
})
