import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, refusal, scopeOf, type WorldOptions } from '../../../test/support/world'
import { createSignIn, getToken, setActive } from '../../core'

const claimsOf = (jwt: string | null) =>
  JSON.parse(atob(jwt!.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) as {
    sid: string
    sub: string
    iat: number
    exp: number
    [name: string]: unknown
  }
const encode = (part: object) => btoa(JSON.stringify(part)).replaceAll('=', '')
const forge = (claims: object, header: object = {}) => `${encode(header)}.${encode(claims)}.x`

async function open(options: WorldOptions = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice], ...options })
  const page = world.open()
  await time.settle()
  const minted = () => world.requests().filter((request) => /\/tokens(\/|$)/.test(request)).length
  /** Answers as a caller gets it, with the time that asking other tabs takes. */
  const token = async (parameters?: Parameters<typeof getToken>[1], frontdesk = page.frontdesk) => {
    const promise = getToken(frontdesk, parameters)
    promise.catch(() => {})
    await time.advance(100)
    return promise
  }
  return { time, world, page, ...page, minted, token }
}

describe('requests', () => {
  test('default: a token that came with the client needs none', async () => {
    const { token, minted, world } = await open()
    expect(claimsOf(await token())).toMatchObject({
      sid: world.seeded?.sessionIds[0],
      sub: world.fapi.users[0]?.id,
    })
    expect(minted()).toBe(0)
  })

  test('behavior: a hundred at once for a new token are one', async () => {
    const { time, minted, frontdesk } = await open()
    await time.advance(70_000)
    const tokens = Promise.all(Array.from({ length: 100 }, () => getToken(frontdesk)))
    await time.advance(200)
    expect(new Set(await tokens).size).toBe(1)
    expect(minted()).toBe(1)
  })

  test('behavior: none while nobody needs one', async () => {
    const { time, minted } = await open()
    await time.advance(600_000)
    expect(minted()).toBe(0)
  })

  test('behavior: one for each usable lifetime', async () => {
    const { time, token, minted } = await open()
    for (let second = 0; second < 300; second += 5) {
      const { exp } = claimsOf(await token())
      expect(exp * 1000 - Date.now()).toBeGreaterThan(4800)
      await time.advance(4900)
    }
    expect(minted()).toBeLessThanOrEqual(6)
    expect(minted()).toBeGreaterThanOrEqual(5)
  })

  test('behavior: nothing with less than 5 s left is handed out', async () => {
    const { time, token, minted } = await open()
    const first = await token()
    await time.advance(53_000)
    expect(claimsOf(first).exp * 1000 - Date.now()).toBeGreaterThan(5000)
    expect(await token()).toBe(first)
    await time.advance(2500)
    const second = await token()
    expect(second).not.toBe(first)
    expect(minted()).toBe(1)
  })

  test('parameters: skipCache asks anew, without asking other tabs', async () => {
    const { time, token, minted, frontdesk } = await open()
    const first = await token()
    await time.advance(2000)
    const promise = getToken(frontdesk, { skipCache: true })
    await time.settle()
    expect(await promise).not.toBe(first)
    expect(minted()).toBe(1)
  })
})

describe('what a token is for', () => {
  test('parameters: template', async () => {
    const { token, minted, world } = await open({ jwtTemplates: { hasura: { claims: { role: 'editor' } } } })
    expect(claimsOf(await token({ template: 'hasura' }))).toMatchObject({ role: 'editor' })
    await token({ template: 'hasura' })
    expect(minted()).toBe(1)
    expect(world.requests().at(-1)).toMatch(/\/tokens\/hasura$/)
  })

  test('behavior: an unknown template is refused, and the session stays', async () => {
    const { token, frontdesk } = await open()
    expect(await refusal(token({ template: 'none' }))).toMatchObject({
      status: 404,
      code: 'resource_not_found',
    })
    expect(frontdesk.state.session.status).toBe('signed-in')
  })

  test('parameters: sessionId, for another account on this client', async () => {
    const { token, world } = await open({ signedIn: [alice, bob] })
    const [alices, bobs] = world.seeded!.sessionIds
    expect(claimsOf(await token()).sid).toBe(bobs)
    expect(claimsOf(await token({ sessionId: alices })).sid).toBe(alices)
    expect(await token({ sessionId: 'sess_of_nobody' })).toBeNull()
  })

  test('behavior: after a switch it is the other session’s', async () => {
    const { token, world, frontdesk, time } = await open({ signedIn: [alice, bob] })
    const [alices] = world.seeded!.sessionIds
    const switched = setActive(frontdesk, { sessionId: alices })
    await time.settle()
    await switched
    expect(claimsOf(await token()).sid).toBe(alices)
  })

  test('behavior: null when signed out, and for a pending session', async () => {
    const { token, frontdesk, world, time } = await open({ signedIn: [] })
    expect(await token()).toBeNull()
    const signedIn = createSignIn(frontdesk, { identifier: 'carol@example.com', password: 'carol-password' })
    await time.settle()
    await signedIn
    expect(frontdesk.state.session.status).toBe('pending')
    expect(await token()).toBeNull()
    expect(world.requests().filter((request) => request.includes('tokens'))).toEqual([])
  })

  test('behavior: waits for the client at first', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const { frontdesk } = world.open({ mount: false })
    const token = getToken(frontdesk)
    await time.advance(100)
    expect(claimsOf(await token).sid).toBe(world.seeded?.sessionIds[0])
  })
})

describe('failure', () => {
  test.each([
    ['a 503', { status: 503, times: 2 }],
    ['a network that is down', { cut: true, times: 2 }],
    ['429 with Retry-After', { retryAfter: 2, times: 2 }],
  ])('behavior: %s is tried again', async (_, fault) => {
    const { time, world, minted, frontdesk } = await open()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, fault)
    const token = getToken(frontdesk, { skipCache: true })
    await time.advance(10_000)
    expect(claimsOf(await token).sid).toBe(world.seeded?.sessionIds[0])
    expect(minted()).toBe(3)
  })

  test('behavior: one that lasts is an error after a few tries, and the session stays', async () => {
    const { time, world, minted, frontdesk } = await open()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, { status: 503 })
    const refused = refusal(getToken(frontdesk, { skipCache: true }))
    await time.advance(60_000)
    expect(await refused).toMatchObject({ code: 'maintenance_mode', status: 503 })
    expect(minted()).toBeLessThanOrEqual(4)
    expect(frontdesk.state.session.status).toBe('signed-in')
  })

  test('behavior: for a session that was revoked it is null, and the tab is signed out', async () => {
    const { token, world, frontdesk } = await open()
    world.fapi.revokeSession(world.seeded!.sessionIds[0]!)
    expect(await token({ skipCache: true })).toBeNull()
    expect(frontdesk.state.session.status).toBe('signed-out')
  })

  test.each([
    ['no token', {}],
    ['a token that is none', { jwt: 'not.a.jwt' }],
    ['a number', { jwt: 1 }],
  ])('behavior: an answer with %s is malformed_response, and quotes nothing', async (_, body) => {
    const { token, world } = await open()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`, { body })
    const error = await refusal(token({ skipCache: true }))
    expect(error).toMatchObject({ code: 'malformed_response', path: 'jwt' })
    expect(String(error)).not.toContain('not.a.jwt')
  })

  test('behavior: Retry-After holds for whoever asks next, and for every kind of token', async () => {
    const { time, world, minted, frontdesk } = await open()
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
    const { time, world, minted, frontdesk } = await open()
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
    const { time, world, frontdesk } = await open()
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
    const { time, world, minted, frontdesk, token } = await open()
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

describe('clocks that are wrong', () => {
  /** A page on a device whose clock can be set; the box's goes right. */
  async function openOn(clock: { ahead: number }) {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const { frontdesk } = world.open({ ambient: { now: () => Date.now() + clock.ahead } })
    await time.settle()
    const token = async () => {
      const promise = getToken(frontdesk)
      await time.advance(100)
      return claimsOf(await promise)
    }
    const minted = () => world.requests().filter((request) => request.endsWith('/tokens')).length
    return { time, frontdesk, token, minted }
  }

  test.each([-7, -3, 3, 7])('behavior: a device %i minutes ahead asks no more often', async (minutes) => {
    const { time, token, minted } = await openOn({ ahead: minutes * 60_000 })
    for (let second = 0; second < 300; second += 10) {
      expect((await token()).exp * 1000 - Date.now()).toBeGreaterThan(3900)
      await time.advance(9900)
    }
    expect(minted()).toBeGreaterThanOrEqual(4)
    expect(minted()).toBeLessThanOrEqual(7)
  })

  test('behavior: the token that came with the client ages from its arrival, not from its first use', async () => {
    const { time, token, minted } = await openOn({ ahead: -300_000 })
    await time.advance(70_000)
    expect((await token()).exp * 1000 - Date.now()).toBeGreaterThan(3900)
    expect(minted()).toBe(1)
  })

  test.each([-600_000, -70_000, 70_000, 600_000])(
    'behavior: a clock that is moved by %i ms costs a request, never an expired token',
    async (jump) => {
      const clock = { ahead: 0 }
      const { time, token, minted } = await openOn(clock)
      await token()
      await time.advance(40_000)
      clock.ahead = jump
      await time.advance(18_000)
      for (let second = 0; second < 120; second += 10) {
        expect((await token()).exp * 1000 - Date.now()).toBeGreaterThan(3900)
        await time.advance(9900)
      }
      expect(minted()).toBeLessThanOrEqual(5)
    },
  )
})

describe('newer and older', () => {
  const at = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
  const session = (sid: string, iat: number) => ({ sid, iat, exp: iat + 60 })

  async function openWith(header: object, issued: number) {
    const opened = await open()
    const sid = opened.world.seeded!.sessionIds[0]!
    const answer = (jwt: string) =>
      opened.world.fault(`POST /client/sessions/${sid}/tokens`, { times: 1, body: { jwt } })
    const first = forge(session(sid, at(issued)), header)
    answer(first)
    expect(await opened.token({ skipCache: true })).toBe(first)
    return { ...opened, sid, answer, first }
  }

  test('behavior: a token from older claims (`oiat`) gives way to nothing, however late it was issued', async () => {
    const { token, answer, first, sid } = await openWith({ oiat: at(20) }, 20)
    answer(forge(session(sid, at(30)), { oiat: at(10) }))
    expect(await token({ skipCache: true })).toBe(first)
    expect(await token()).toBe(first)
    const third = forge(session(sid, at(25)), { oiat: at(21) })
    answer(third)
    expect(await token({ skipCache: true })).toBe(third)
  })

  test('behavior: of equally old claims the one issued later counts', async () => {
    const { token, answer, first, sid } = await openWith({}, 20)
    answer(forge(session(sid, at(10))))
    expect(await token({ skipCache: true })).toBe(first)
    const third = forge(session(sid, at(30)))
    answer(third)
    expect(await token({ skipCache: true })).toBe(third)
  })

  test('behavior: a token that was over before the next was issued stands in nobody’s way', async () => {
    const { token, answer, sid, minted, time } = await openWith({ oiat: at(3) }, 3)
    await time.advance(70_000)
    const second = forge(session(sid, at(0)), { oiat: at(-80) })
    answer(second)
    expect(await token()).toBe(second)
    expect(await token()).toBe(second)
    expect(minted()).toBe(2)
  })

  test('behavior: another tab’s token says nothing of claims from the future', async () => {
    const { time, world, page, token } = await open()
    const sid = world.seeded!.sessionIds[0]!
    const channel = world.browser.openTab().ambient.openChannel!(`frontdesk:${scopeOf(page.frontdesk)}`)
    await time.advance(2000)
    const jwt = forge(session(sid, at(0)), { oiat: at(3600) })
    channel.postMessage({ v: 1, type: 'token', sessionId: sid, organizationId: null, jwt })
    await time.settle()
    expect(await token()).not.toBe(jwt)
  })
})

describe('tabs', () => {
  test('behavior: one request serves them all', async () => {
    const { time, world, page, minted } = await open()
    const pages = [page, world.open(), world.open(), world.open()]
    await time.settle()
    await time.advance(70_000)
    const first = getToken(page.frontdesk)
    await time.advance(200)
    const others = Promise.all(pages.map(({ frontdesk }) => getToken(frontdesk)))
    await time.advance(200)
    expect(new Set([await first, ...(await others)]).size).toBe(1)
    expect(minted()).toBe(1)
  })

  test('behavior: one that is opened later asks the others first', async () => {
    const { time, world, token, minted } = await open()
    await time.advance(70_000)
    const first = await token()
    const late = world.open()
    await time.settle()
    const second = await token({}, late.frontdesk)
    expect(claimsOf(second).exp).toBeGreaterThanOrEqual(claimsOf(first).exp)
    expect(minted()).toBe(1)
  })

  test.each([
    ['no channel', { openChannel: undefined }],
    ['no locks', { locks: undefined }],
    ['neither', { openChannel: undefined, locks: undefined }],
  ])('behavior: with %s each tab gets a token all the same', async (_, ambient) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const pages = [world.open({ ambient }), world.open({ ambient })]
    await time.advance(80_000)
    const tokens = Promise.all(pages.map(({ frontdesk }) => getToken(frontdesk)))
    await time.advance(5000)
    for (const token of await tokens) expect(claimsOf(token).sid).toBe(world.seeded?.sessionIds[0])
  })

  test('behavior: a lock that another tab holds for ever costs two seconds', async () => {
    const { time, world, page, minted } = await open()
    await time.advance(70_000)
    const name = `frontdesk:${scopeOf(page.frontdesk)}:token:${world.seeded!.sessionIds[0]}||`
    void world.browser.openTab().ambient.locks.request(name, {}, () => new Promise(() => {}))
    const promise = getToken(page.frontdesk)
    await time.advance(1900)
    expect(minted()).toBe(0)
    await time.advance(500)
    expect(claimsOf(await promise).sid).toBe(world.seeded?.sessionIds[0])
  })

  const now = () => Math.floor(Date.now() / 1000)
  test.each<[string, (sid: string) => object]>([
    ['of another session', () => ({ sid: 'sess_other', iat: now(), exp: now() + 60 })],
    ['without a session', () => ({ iat: now(), exp: now() + 60 })],
    ['of an organization', (sid) => ({ sid, o: { id: 'org_1' }, iat: now(), exp: now() + 60 })],
    ['that lives too long', (sid) => ({ sid, iat: now(), exp: now() + 3600 })],
    ['from the future', (sid) => ({ sid, iat: now() + 60, exp: now() + 120 })],
    ['without times', (sid) => ({ sid })],
  ])('behavior: a foreign token %s is dropped', async (_, claims) => {
    const { time, world, page, token } = await open()
    const sessionId = world.seeded!.sessionIds[0]!
    const channel = world.browser.openTab().ambient.openChannel!(`frontdesk:${scopeOf(page.frontdesk)}`)
    await time.advance(2000)
    const jwt = forge(claims(sessionId))
    for (const template of ['', undefined])
      channel.postMessage({ v: 1, type: 'token', sessionId, organizationId: null, template, jwt })
    await time.settle()
    expect(await token()).not.toBe(jwt)
    expect(claimsOf(await token()).sid).toBe(sessionId)
  })

  test('behavior: a foreign token moves no clock', async () => {
    const { time, world, page, token, minted } = await open()
    const sessionId = world.seeded!.sessionIds[0]!
    const before = await token()
    const channel = world.browser.openTab().ambient.openChannel!(`frontdesk:${scopeOf(page.frontdesk)}`)
    const jwt = forge({ sid: sessionId, iat: now() - 3600, exp: now() - 3540 })
    channel.postMessage({ v: 1, type: 'token', sessionId, organizationId: null, template: '', jwt })
    await time.settle()
    expect(await token()).toBe(before)
    expect(minted()).toBe(0)
  })
})

test('behavior: a page that is offline hands out the token it has, while it lasts', async () => {
  const { time, token, tab, frontdesk } = await open()
  const first = await token()
  tab.goOffline()
  await time.advance(30_000)
  expect(await token()).toBe(first)
  await time.advance(40_000)
  const refused = refusal(getToken(frontdesk))
  await time.advance(60_000)
  expect(await refused).toMatchObject({ code: 'network_error' })
})
