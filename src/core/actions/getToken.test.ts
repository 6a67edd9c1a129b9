import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import { alice, booted, carol, createWorld } from '../../../test/support/world'
import { getToken } from '../../core'
import { readToken } from '../features/tokens/jwt'

describe('getToken', () => {
  test('behavior: null for a pending session, named or not, without a request', async () => {
    const world = await createWorld({ signedIn: [carol] })
    const { frontdesk } = world.open()
    await booted(frontdesk)
    expect(frontdesk.state.session.status).toBe('pending')
    expect(await getToken(frontdesk)).toBeNull()
    expect(await getToken(frontdesk, { sessionId: world.seeded?.sessionIds[0] })).toBeNull()
    expect(world.requests()).toEqual(['GET /client'])
  })

  test('behavior: an answer that took long does not make the token look younger than it is', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    const answers = holdAnswers(tab)
    const { frontdesk } = world.open({ tab, ambient: { fetch: answers.fetch } })
    await time.advance(70_000)
    const release = answers.hold('POST', '/client/sessions')
    const slow = getToken(frontdesk)
    await time.advance(12_000)
    release()
    await time.advance(100)
    const jwt = await slow
    await time.advance(readToken(jwt!).expiresAt - Date.now() - 2000)
    const next = getToken(frontdesk)
    await time.advance(1000)
    expect(await next).toEqual(expect.any(String))
    expect(await next).not.toBe(jwt)
  })
})
