import { expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, createWorld, scopeOf } from '../../../test/support/world'
import { getToken } from '../../core'

test.each([-1n, ' -1 ', {}, null])(
  'rule 8 · everything is bounded · a token is had in spite of a forged wish for it, at %s',
  async (at) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.advance(1000)
    const first = getToken(page.frontdesk)
    await time.advance(1000)
    expect(await first).toEqual(expect.any(String))
    const channel = world.browser.openTab().ambient.openChannel(`frontdesk.${scopeOf(page.frontdesk)}`)
    channel.postMessage({
      v: 1,
      type: 'ask',
      sessionId: world.seeded!.sessionIds[0],
      template: '',
      organizationId: null,
      at,
    })
    await time.advance(65_000)
    const started = Date.now()
    const token = getToken(page.frontdesk).then(
      (t) => [typeof t, Date.now() - started < 1000],
      (e) => e,
    )
    await time.advance(10_000)
    expect(await token).toEqual(['string', true])
  },
)
