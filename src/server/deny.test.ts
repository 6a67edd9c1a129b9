import { afterEach, describe, expect, test, vi } from 'vitest'
import { createStage, kinds } from '../../test/support/serverStage'
import { part } from '../../test/support/serverTokens'

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

  test.each(['document', 'old'] as const)(
    'behavior: read() of headers alone knows no address, whatever `origins` allows, %s',
    async (kind) => {
      const { server } = await createStage({ signInUrl, origins: () => true })
      const { auth } = await server.read({ headers: new Headers(kinds[kind]) })
      expect(auth.deny?.().headers.get('location')).toBe('/sign-in?from=app')
    },
  )

  test('bad input: a request for the address that stands for none is for none of the app', async () => {
    const { server } = await createStage({ signInUrl, origins: () => true })
    const { context } = await server.resolve(
      new Request('http://frontdesk.invalid/', { headers: kinds.document }),
    )
    expect(context?.auth.verdict?.code).toBe('origin_unknown')
  })

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

describe('what a refusal says', () => {
  afterEach(() => void vi.unstubAllEnvs())

  /** Why nobody can tell, and a request for which that is so. */
  const causes = {
    origin_unknown: async () => {
      const { server } = await createStage()
      const request = new Request('https://a&b.example/', { headers: kinds.fetch })
      return (await server.resolve(request)).context!
    },
    backend_unreachable: async () => {
      const stage = await createStage({ between: async () => new Response('', { status: 401 }) })
      const cookie = `__client_uat=1; __session=${[
        { alg: 'RS256', kid: 'a' },
        { iss: 'x', sub: 'u' },
      ]
        .map(part)
        .join('.')}.AA`
      const request = new Request(stage.origin, { headers: { ...kinds.fetch, cookie } })
      return (await stage.server.resolve(request)).context!
    },
    session_stale: async () => {
      const stage = await createStage()
      const request = new Request(stage.origin, { headers: { ...kinds.fetch, cookie: '__client_uat=1' } })
      return (await stage.server.resolve(request)).context!
    },
  }

  test.each(Object.entries(causes))(
    'behavior: JSON in development holds the text as it is, %s',
    async (code, cause) => {
      const { auth } = await cause()
      const { errors } = (await auth.deny!().json()) as { errors: { code: string; message: string }[] }
      expect(errors).toEqual([{ code, message: auth.verdict!.message }])
    },
  )

  test.each([
    ['origin_unknown', /address/],
    ['backend_unreachable', /moment/],
    ['session_stale', /renewed/],
  ] as const)('behavior: in production people read what is true, %s', async (code, text) => {
    vi.stubEnv('NODE_ENV', 'production')
    const { auth } = await causes[code]()
    const { errors } = (await auth.deny!().json()) as { errors: { message: string }[] }
    expect(errors[0]!.message).toMatch(text)
    expect(/renewed/.test(errors[0]!.message)).toBe(code === 'session_stale')
  })

  test('bad input: HTML in development holds no tags of others', async () => {
    const { server } = await createStage()
    const { context } = await server.resolve(
      new Request('https://frontdesk.example.evil/', { headers: kinds.document }),
    )
    const { message } = context!.auth.verdict!
    expect(message).toMatch(/`|"|'/)
    const html = await context!.auth.deny!().text()
    expect(html).toMatch(/^<!doctype html><p>[^<>&]*(&#\d+;[^<>&]*)*$/)
  })
})
