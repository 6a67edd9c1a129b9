import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStage, keyTypes, kinds, type StageOptions } from '../../test/support/serverStage'
import { protect } from '../server'

// Requests that are no page loads; each test goes by its number in the table of decisions.

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

/** Somebody whose token ran out while nobody looked. */
async function stale(options: StageOptions = {}) {
  const stage = await createStage(options)
  const visitor = stage.createVisitor()
  await visitor.signIn()
  vi.setSystemTime(Date.now() + 90_000)
  stage.verdicts.length = 0
  return { stage, visitor }
}

describe.each(keyTypes)('%s', (keyType) => {
  test('row 13 · fetch with an expired token: unknown, and deny() is 401', async () => {
    const { stage, visitor } = await stale({ keyType })
    const { response, body } = await visitor.send('/api', { headers: kinds.fetch })
    expect([response.status, JSON.parse(body).status]).toEqual([200, 'unknown'])
    expect(response.headers.get('x-frontdesk-verdict')).toBe('session_stale')
    expect(stage.verdicts).toMatchObject([
      { code: 'session_stale', message: expect.stringMatching(/is 9\d s old/) },
    ])
    stage.app = ({ auth }) => auth.deny?.() ?? new Response('in')
    const denied = await visitor.send('/api', { headers: kinds.fetch })
    expect(denied.response.status).toBe(401)
    expect(JSON.parse(denied.body).errors[0].code).toBe('session_stale')
    expect(denied.response.headers.get('x-frontdesk-verdict')).toBe('session_stale')
    expect(denied.response.headers.get('cache-control')).toMatch(/no-store/)
  })

  test('row 14 · an RSC navigation with an expired token: 401, then the page, which goes round', async () => {
    const { visitor } = await stale({
      keyType,
      stale: (request) =>
        request.headers.has('next-url') && request.method === 'GET'
          ? new Response(null, { status: 401 })
          : undefined,
    })
    const headers = { ...kinds.fetch, rsc: '1', 'next-url': '/inbox' }
    const { response } = await visitor.send('/inbox?_rsc=1', { headers })
    expect([response.status, response.headers.get('cache-control')]).toEqual([401, 'no-store'])
    expect((await visitor.visit('/inbox')).status).toBe('signed-in')
    expect((await visitor.send('/inbox?_rsc=1', { headers })).response.status).toBe(200)
  })

  test('row 15 · React Router’s data with an expired token: told to load the page', async () => {
    const told: string[] = []
    const { visitor } = await stale({
      keyType,
      stale(_, { url, verdict }) {
        told.push(url.href, verdict.code)
        return new Response(null, { status: 202, headers: { 'x-remix-reload-document': 'true' } })
      },
    })
    const { response } = await visitor.send('/inbox.data?_routes=root', { headers: kinds.fetch })
    expect(response.headers.get('x-remix-reload-document')).toBe('true')
    expect(told).toEqual([expect.stringMatching(/\/inbox\.data\?_routes=root$/), 'session_stale'])
  })

  test('row 16 · posting a form with an expired token: unknown; deny() is a page that says to send it again', async () => {
    const { stage, visitor } = await stale({ keyType })
    const post = { method: 'POST', body: 'a=b', headers: kinds.document }
    expect(JSON.parse((await visitor.send('/', post)).body).status).toBe('unknown')
    stage.app = ({ auth }) => auth.deny?.() ?? new Response('in')
    const { response, body } = await visitor.send('/', post)
    expect([response.status, response.headers.get('location')]).toEqual([401, null])
    expect(response.headers.get('content-type')).toMatch(/text\/html/)
    expect(body).toMatch(/session/)
    const action = await visitor.send('/', { ...post, headers: { ...kinds.fetch, 'next-action': '1' } })
    expect(action.response.headers.get('content-type')).toBe('application/json')
  })

  test('row 17 · HEAD with an expired token: unknown, no redirect, no cookie', async () => {
    const { stage, visitor } = await stale({ keyType, stale: () => new Response('never') })
    const { response } = await visitor.send('/', { method: 'HEAD' })
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
    stage.app = ({ auth }) => protect(auth) && new Response('in')
    expect((await visitor.send('/', { method: 'HEAD' })).response.status).toBe(401)
  })

  test('row 21 · a preflight: the app’s own answer, untouched', async () => {
    const stage = await createStage({ keyType })
    stage.app = () => new Response(null, { status: 204, headers: { 'access-control-allow-origin': '*' } })
    const { response } = await stage.createVisitor().send('/api', { method: 'OPTIONS', headers: kinds.fetch })
    expect([...response.headers]).toEqual([['access-control-allow-origin', '*']])
  })

  test('row 58 · who is not to be sent round is unknown, and goes round with deny() after all', async () => {
    const { stage, visitor } = await stale({
      keyType,
      handshake: (request) => !request.url.endsWith('/public'),
    })
    const { response, body } = await visitor.send('/public')
    expect([response.status, JSON.parse(body).status]).toEqual([200, 'unknown'])
    stage.app = ({ auth }) => auth.deny?.() ?? Response.json({ status: auth.status })
    expect((await visitor.send('/public')).response.status).toBe(307)
    expect((await visitor.visit('/public')).status).toBe('signed-in')
  })
})

describe('deny()', () => {
  const app = { signInUrl: '/sign-in?from=app#form', tasksUrl: 'https://accounts.example/tasks' }

  test('parameters: who is signed out goes to signInUrl and knows the way back', async () => {
    const stage = await createStage(app)
    stage.app = ({ auth }) => auth.deny?.() ?? new Response('in')
    const { response } = await stage.createVisitor().send('/inbox?page=2&__frontdesk=x')
    expect(response.status).toBe(303)
    const target = new URL(response.headers.get('location')!)
    expect([target.origin + target.pathname, target.hash]).toEqual([`${stage.origin}/sign-in`, '#form'])
    expect([...target.searchParams]).toEqual([
      ['from', 'app'],
      ['redirect_url', `${stage.origin}/inbox?page=2`],
    ])
  })

  test('parameters: whose session is pending goes to tasksUrl', async () => {
    const stage = await createStage(app)
    const visitor = stage.createVisitor()
    await visitor.signIn('carol')
    stage.app = ({ auth }) => auth.deny?.() ?? new Response('in')
    expect((await visitor.send()).response.headers.get('location')).toMatch(
      /^https:\/\/accounts\.example\/tasks\?redirect_url=/,
    )
  })

  test('default: without such pages, and for data, it is 401', async () => {
    const stage = await createStage()
    stage.app = ({ auth }) => auth.deny?.() ?? new Response('in')
    const visitor = stage.createVisitor()
    const { response } = await visitor.send()
    expect([response.status, response.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8'])
    const data = await (await createStage(app)).createVisitor().send('/', { headers: kinds.fetch })
    expect(JSON.parse(data.body)).toEqual({ status: 'signed-out' })
  })
})
