import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../../test/support/time'
import { claimsOf, openForTokens } from '../../../../test/support/tokens'
import { alice, bob, createWorld, refusal } from '../../../../test/support/world'
import { createSignIn, getToken, setActive } from '../../../core'

describe('requests', () => {
  test('default: a token that came with the client needs none', async () => {
    const { token, minted, world } = await openForTokens()
    expect(claimsOf(await token())).toMatchObject({
      sid: world.seeded?.sessionIds[0],
      sub: world.fapi.users[0]?.id,
    })
    expect(minted()).toBe(0)
  })

  test('behavior: nor does one after a sign-in, a switch or a change of organization', async () => {
    const { world, frontdesk, token, minted } = await openForTokens({ signedIn: [] })
    await createSignIn(frontdesk, alice)
    const alices = await token()
    await createSignIn(frontdesk, bob)
    const bobs = world.fapi.sessions.find(({ id }) => id !== frontdesk.state.session.sessionId)!.id
    await setActive(frontdesk, { sessionId: bobs })
    const second = await token()
    await setActive(frontdesk, { sessionId: claimsOf(alices).sid })
    await setActive(frontdesk, { organizationId: world.fapi.organizations[0]!.id })
    const third = await token()
    expect([second, third].map((jwt) => claimsOf(jwt).sid)).toEqual([bobs, claimsOf(alices).sid])
    expect(claimsOf(third)).toMatchObject({ o: { id: world.fapi.organizations[0]!.id } })
    expect(minted()).toBe(0)
  })

  test('behavior: a hundred at once for a new token are one', async () => {
    const { time, minted, frontdesk } = await openForTokens()
    await time.advance(70_000)
    const tokens = Promise.all(Array.from({ length: 100 }, () => getToken(frontdesk)))
    await time.advance(200)
    expect(new Set(await tokens).size).toBe(1)
    expect(minted()).toBe(1)
  })

  test('behavior: none while nobody needs one', async () => {
    const { time, minted } = await openForTokens()
    await time.advance(600_000)
    expect(minted()).toBe(0)
  })

  test('behavior: one for each usable lifetime', async () => {
    const { time, token, minted } = await openForTokens()
    for (let second = 0; second < 300; second += 5) {
      const { exp } = claimsOf(await token())
      expect(exp * 1000 - Date.now()).toBeGreaterThan(4800)
      await time.advance(4900)
    }
    expect(minted()).toBeLessThanOrEqual(6)
    expect(minted()).toBeGreaterThanOrEqual(5)
  })

  test('behavior: nothing with less than 5 s left is handed out', async () => {
    const { time, token, minted } = await openForTokens()
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
    const { time, token, minted, frontdesk } = await openForTokens()
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
    const { token, minted, world } = await openForTokens({
      jwtTemplates: { hasura: { claims: { role: 'editor' } } },
    })
    expect(claimsOf(await token({ template: 'hasura' }))).toMatchObject({ role: 'editor' })
    await token({ template: 'hasura' })
    expect(minted()).toBe(1)
    expect(world.requests().at(-1)).toMatch(/\/tokens\/hasura$/)
  })

  test('behavior: an unknown template is refused, and the session stays', async () => {
    const { token, frontdesk } = await openForTokens()
    expect(await refusal(token({ template: 'none' }))).toMatchObject({
      status: 404,
      code: 'resource_not_found',
    })
    expect(frontdesk.state.session.status).toBe('signed-in')
  })

  test('parameters: sessionId, for another account on this client', async () => {
    const { token, world } = await openForTokens({ signedIn: [alice, bob] })
    const [alices, bobs] = world.seeded!.sessionIds
    expect(claimsOf(await token()).sid).toBe(bobs)
    expect(claimsOf(await token({ sessionId: alices })).sid).toBe(alices)
    expect(await token({ sessionId: 'sess_of_nobody' })).toBeNull()
  })

  test('behavior: after a switch it is the other session’s', async () => {
    const { token, world, frontdesk, time } = await openForTokens({ signedIn: [alice, bob] })
    const [alices] = world.seeded!.sessionIds
    const switched = setActive(frontdesk, { sessionId: alices })
    await time.settle()
    await switched
    expect(claimsOf(await token()).sid).toBe(alices)
  })

  test('behavior: null when signed out, and for a pending session', async () => {
    const { token, frontdesk, world, time } = await openForTokens({ signedIn: [] })
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
