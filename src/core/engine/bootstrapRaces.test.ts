import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import { alice, booted, createWorld, refusal } from '../../../test/support/world'
import { createClient, createSignIn, getClient, retry } from '../../core'

describe('a bootstrap after one that failed', () => {
  test('behavior: waits for the sign-in under way, so that there is one client, and it is signed in', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser', missingClient: 401 })
    world.fault('GET /client', { status: 400, times: 1 })
    const tab = world.browser.openTab()
    const answers = holdAnswers(tab)
    const page = world.open({ tab, ambient: { fetch: answers.fetch } })
    await time.advance(500)
    expect(page.frontdesk.state.connection.status).toBe('error')
    world.fault('POST /client/sign_ins', { delay: 500 })
    const release = answers.hold('POST', '/client/sign_ins')
    const signedIn = createSignIn(page.frontdesk, alice)
    await time.advance(100)
    const loaded = retry(page.frontdesk)
    await time.advance(1000)
    release()
    await time.advance(1000)
    await Promise.all([signedIn, loaded])
    expect(world.requests('POST /client')).toEqual([])
    expect(world.fapi.clients).toHaveLength(1)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })
})

describe('429', () => {
  test('behavior: no retry(), however often, asks before Retry-After says so', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { retryAfter: 60, times: 1 })
    const { frontdesk } = world.open()
    await time.advance(500)
    for (let tries = 0; tries < 3; tries++) {
      void retry(frontdesk).catch(() => {})
      await time.advance(1000)
      expect(world.requests('GET /client')).toHaveLength(1)
    }
    await time.advance(60_000)
    expect(world.requests('GET /client')).toHaveLength(2)
    expect(frontdesk.state.session.status).toBe('signed-in')
  })
})

describe("a 401 that is not the Frontend API's own", () => {
  const foreign = {
    status: 401,
    body: '<html>Authentication required</html>',
    headers: { 'content-type': 'text/html' },
  }

  test('behavior: on a re-sync signs nobody out', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const { frontdesk } = world.open()
    await booted(frontdesk)
    world.fault('GET /client', foreign)
    expect(await refusal(getClient(frontdesk))).toMatchObject({ code: 'request_failed', status: 401 })
    expect(frontdesk.state).toMatchObject({
      connection: { status: 'degraded' },
      session: { status: 'signed-in' },
    })
  })

  test('behavior: at boot creates no client', async () => {
    const world = await createWorld({ missingClient: 401 })
    world.fault('GET /client', foreign)
    const { frontdesk } = world.open()
    await booted(frontdesk)
    expect(frontdesk.state.connection).toMatchObject({ status: 'error', error: { code: 'request_failed' } })
    expect(world.requests('POST /client')).toEqual([])
  })
})

describe('createClient', () => {
  test.each(['POST', 'PUT'] as const)("behavior: %s refused carries Clerk's code", async (method) => {
    const world = await createWorld()
    const { frontdesk } = world.open()
    await booted(frontdesk)
    const errors = [{ code: 'not_this_way', message: 'short', long_message: 'not this way' }]
    world.fault(`${method} /client`, { status: 403, body: { errors } })
    expect(await refusal(createClient(frontdesk, { method }))).toMatchObject({
      code: 'not_this_way',
      status: 403,
      message: 'not this way',
    })
  })
})
