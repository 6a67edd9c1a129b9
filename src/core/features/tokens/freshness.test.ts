import { describe, expect, test } from 'vitest'
import { forge, openForTokens } from '../../../../test/support/tokens'
import { scopeOf } from '../../../../test/support/world'

describe('newer and older', () => {
  const at = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
  const session = (sid: string, iat: number) => ({ sid, iat, exp: iat + 60 })

  async function openWith(header: object, issued: number) {
    const opened = await openForTokens()
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
    const { time, world, page, token } = await openForTokens()
    const sid = world.seeded!.sessionIds[0]!
    const channel = world.browser.openTab().ambient.openChannel!(`frontdesk.${scopeOf(page.frontdesk)}`)
    await time.advance(2000)
    const jwt = forge(session(sid, at(0)), { oiat: at(3600) })
    channel.postMessage({ v: 1, type: 'token', sessionId: sid, organizationId: null, jwt })
    await time.settle()
    expect(await token()).not.toBe(jwt)
  })
})
