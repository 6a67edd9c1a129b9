import { expect, test } from 'vitest'
import { createStage, type StageOptions } from '../../test/support/serverStage'
import { resign } from '../../test/support/serverTokens'
import { type Auth, protect, type SignedIn } from '../server'

async function authOf(claims: Record<string, unknown> = {}, options: StageOptions = {}) {
  const stage = await createStage(options)
  const visitor = stage.createVisitor()
  await visitor.signIn()
  const token = await resign(visitor.cookie('__session')!, claims)
  const headers = new Headers({ authorization: `Bearer ${token}` })
  const { auth } = await stage.server.read({ headers })
  return { auth: auth as SignedIn, token, stage, headers }
}

test('default: getToken() gives the request’s own token; no JSON shows it', async () => {
  const { auth, token } = await authOf()
  expect(await auth.getToken()).toBe(token)
  expect(JSON.stringify(auth)).not.toContain(token.slice(-30))
})

test('parameters: a template’s token comes from the Backend API, with a lifetime', async () => {
  const bodies: unknown[] = []
  const { auth, stage } = await authOf(
    {},
    {
      between: async (request, next) => {
        if (!request.url.includes('/tokens/')) return next(request)
        bodies.push(await request.json())
        return Response.json({ jwt: 'made' })
      },
    },
  )
  expect(await auth.getToken({ template: 'a/b', expiresInSeconds: 60 })).toBe('made')
  expect(bodies).toEqual([{ expires_in_seconds: 60 }])
  expect(stage.asked.at(-1)).toBe(`POST /v1/sessions/${auth.sessionId}/tokens/a%2Fb`)
})

test.each<[string, () => Promise<Response>]>([
  [
    'resource_not_found',
    async () => Response.json({ errors: [{ code: 'resource_not_found', message: 'no' }] }, { status: 404 }),
  ],
  ['request_failed', async () => new Response('<p>', { status: 502 })],
  ['request_failed', async () => Response.json({ jwt: 5 })],
  ['network_error', () => Promise.reject(new TypeError('fetch failed'))],
])('error: %s where a template’s token cannot be had', async (code, answer) => {
  const { auth } = await authOf(
    {},
    { between: (request, next) => (request.url.includes('/tokens/') ? answer() : next(request)) },
  )
  await expect(auth.getToken({ template: 'api' })).rejects.toMatchObject({ name: 'FrontdeskError', code })
})

test.each([
  [{ role: 'org:admin' }, true],
  [{ role: 'org:member' }, false],
  [{ permission: 'org:docs:read' }, true],
  [{ permission: 'org:docs:write' }, false],
])('behavior: has(%o) is %s', async (what, expected) => {
  const { auth } = await authOf({
    o: { id: 'org_1', slg: 'acme', rol: 'admin', per: 'read', fpm: '1' },
    fea: 'o:docs',
  })
  expect([auth.organizationRole, auth.has(what)]).toEqual(['org:admin', expected])
})

test('behavior: what was verified once still answers has()', async () => {
  const stage = await createStage()
  const visitor = stage.createVisitor()
  await visitor.signIn()
  const seen: Auth[] = []
  stage.app = ({ auth }) => {
    seen.push(auth)
    return new Response('')
  }
  await visitor.visit()
  await visitor.visit()
  expect(seen.map((auth) => auth.has?.({ role: 'org:admin' }))).toEqual([false, false])
  expect(seen[0]).not.toBe(seen[1])
})

test('protect: gives who is signed in, and throws the answer to all others', async () => {
  const { auth, stage } = await authOf()
  expect(protect(auth)).toBe(auth)
  const nobody = (await stage.server.read({ headers: new Headers() })).auth
  expect(() => protect(nobody)).toThrow(expect.objectContaining({ status: 401 }))
})

test('read: nothing is used up, no cookie is set, an expired token is unknown', async () => {
  const now = Math.floor(Date.now() / 1000)
  const { auth, stage } = await authOf({ iat: now - 120, exp: now - 60 })
  expect(auth.status).toBe('unknown')
  expect(stage.asked.filter((path) => path.includes('refresh'))).toEqual([])
})
