import { describe, expect, test } from 'vitest'
import { claimsOf, openForTokens } from '../../../../test/support/tokens'
import { alice, refusal, type World } from '../../../../test/support/world'
import { getToken } from '../../../core'
import { watchToken } from './refresh'

const refusalWith = (code: string) => ({ errors: [{ code, message: code, long_message: code }] })

describe('failure', () => {
  test.each([
    ['a 503', { status: 503, times: 2 }],
    ['a network that is down', { cut: true, times: 2 }],
    ['429 with Retry-After', { retryAfter: 2, times: 2 }],
  ])('behavior: %s is tried again', async (_, fault) => {
    const { time, world, minted, frontdesk } = await openForTokens()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, fault)
    const token = getToken(frontdesk, { skipCache: true })
    await time.advance(10_000)
    expect(claimsOf(await token).sid).toBe(world.seeded?.sessionIds[0])
    expect(minted()).toBe(3)
  })

  test('behavior: one that lasts is an error after a few tries, and the session stays', async () => {
    const { time, world, minted, frontdesk } = await openForTokens()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, { status: 503 })
    const refused = refusal(getToken(frontdesk, { skipCache: true }))
    await time.advance(60_000)
    expect(await refused).toMatchObject({ code: 'maintenance_mode', status: 503 })
    expect(minted()).toBeLessThanOrEqual(4)
    expect(frontdesk.state.session.status).toBe('signed-in')
  })

  test('behavior: for a session that was revoked it is null, and the tab is signed out', async () => {
    const { token, world, frontdesk } = await openForTokens()
    world.fapi.revokeSession(world.seeded!.sessionIds[0]!)
    expect(await token({ skipCache: true })).toBeNull()
    expect(frontdesk.state.session.status).toBe('signed-out')
  })

  test.each([
    ['a user who was banned, and whose sessions are over', 403, 'user_banned'],
    ['a user who was deactivated', 403, 'user_deactivated'],
    ['a session that is gone', 404, 'resource_not_found'],
    ['a session that is over', 401, 'signed_out'],
  ])('behavior: of %s, the client is asked, and the tab shows it', async (_, status, code) => {
    const { token, world, frontdesk } = await openForTokens()
    const sessionId = world.seeded!.sessionIds[0]!
    world.fault(`POST /client/sessions/${sessionId}/tokens`, { status, body: refusalWith(code) })
    world.fapi.revokeSession(sessionId)
    expect(await token({ skipCache: true })).toBeNull()
    expect(frontdesk.state.session.status).toBe('signed-out')
    expect(world.requests('GET /client')).toHaveLength(2)
  })

  test('behavior: a token that is watched tells of a ban, too', async () => {
    const { time, world, frontdesk } = await openForTokens()
    const target = { sessionId: world.seeded!.sessionIds[0]!, organizationId: null }
    const stop = watchToken(frontdesk._internal, target)
    world.fapi.banUser(alice.identifier)
    await time.advance(60_000)
    expect(frontdesk.state.session.status).toBe('signed-out')
    stop()
  })

  test('behavior: whatever refuses it for good, the client is asked once, and the session stays', async () => {
    const { token, world, frontdesk } = await openForTokens()
    const body = refusalWith('session_reverification_required')
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, { status: 403, body })
    for (let times = 0; times < 10; times++)
      expect(await refusal(token({ skipCache: true }))).toMatchObject({ status: 403 })
    expect(world.requests('GET /client')).toHaveLength(2)
    expect(frontdesk.state.session.status).toBe('signed-in')
  })

  test.each([
    ['a template', () => ({ template: 'hasura' }), '/hasura'],
    ['an organization', ({ fapi }: World) => ({ organizationId: fapi.organizations[0]!.id }), ''],
  ])(
    'behavior: 422 missing_expired_token for %s is answered with the last token of the session itself',
    async (_, parameters, suffix) => {
      const { time, world, token, expired } = await openForTokens({ jwtTemplates: { hasura: {} } })
      const path = `POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens${suffix}`
      await time.advance(2000)
      const last = await token({ skipCache: true })
      await time.advance(70_000)
      world.fault(path, { status: 422, body: refusalWith('missing_expired_token'), times: 1 })
      expect(await token(parameters(world))).toEqual(expect.any(String))
      expect(expired).toEqual([null, null, last])
    },
  )

  test.each([
    ['no token', {}],
    ['a token that is none', { jwt: 'not.a.jwt' }],
    ['a number', { jwt: 1 }],
  ])('behavior: an answer with %s is malformed_response, and quotes nothing', async (_, body) => {
    const { token, world } = await openForTokens()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, { body })
    const error = await refusal(token({ skipCache: true }))
    expect(error).toMatchObject({ code: 'malformed_response', path: 'jwt' })
    expect(String(error)).not.toContain('not.a.jwt')
  })

  test('behavior: Retry-After holds for whoever asks next, and for every kind of token', async () => {
    const { time, world, minted, frontdesk } = await openForTokens()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, { retryAfter: 60, times: 1 })
    const first = refusal(getToken(frontdesk, { skipCache: true }))
    await time.advance(100)
    expect(await first).toMatchObject({ status: 429, retryAfter: 60 })
    for (const target of [{}, { template: 'other' }, { skipCache: true }]) {
      const refused = refusal(getToken(frontdesk, { skipCache: true, ...target }))
      await time.advance(10_000)
      expect(await refused).toMatchObject({ status: 429 })
    }
    expect(minted()).toBe(1)
    await time.advance(25_000)
    const late = getToken(frontdesk, { skipCache: true })
    await time.advance(10_000)
    expect(claimsOf(await late).sid).toBe(world.seeded?.sessionIds[0])
  })

  test('behavior: a 401 that lasts asks for the client once, however often a token is asked for', async () => {
    const { time, world, minted, frontdesk } = await openForTokens()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, { status: 401 })
    const before = world.requests('GET /client').length
    for (let times = 0; times < 20; times++) {
      const refused = refusal(getToken(frontdesk, { skipCache: true }))
      await time.advance(400)
      expect(await refused).toMatchObject({ status: 401 })
    }
    expect(minted()).toBe(20)
    expect(world.requests('GET /client').length - before).toBe(1)
    expect(frontdesk.state.session.status).toBe('signed-in')
  })

  test('behavior: no answer is an error after 20 s', async () => {
    const { time, world, frontdesk } = await openForTokens()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, { delay: 3_600_000 })
    let error: unknown
    void refusal(getToken(frontdesk, { skipCache: true })).then((caught) => {
      error = caught
    })
    await time.advance(19_000)
    expect(error).toBeUndefined()
    await time.advance(2000)
    expect(error).toMatchObject({ code: 'timeout' })
  })

  test('parameters: signal ends the waiting, not the request', async () => {
    const { time, world, minted, frontdesk, token } = await openForTokens()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, { delay: 1000 })
    const controller = new AbortController()
    const refused = refusal(getToken(frontdesk, { skipCache: true, signal: controller.signal }))
    await time.advance(100)
    controller.abort(new Error('no longer wanted'))
    expect(await refused).toMatchObject({ message: 'no longer wanted' })
    await time.advance(2000)
    expect(minted()).toBe(1)
    expect(await refusal(token({ signal: AbortSignal.abort('before') }))).toBe('before')
  })
})

test('behavior: a page that is offline hands out the token it has, while it lasts', async () => {
  const { time, token, tab, frontdesk } = await openForTokens()
  const first = await token()
  tab.goOffline()
  await time.advance(30_000)
  expect(await token()).toBe(first)
  await time.advance(40_000)
  const refused = refusal(getToken(frontdesk))
  await time.advance(60_000)
  expect(await refused).toMatchObject({ code: 'network_error' })
})
