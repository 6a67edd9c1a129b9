import { expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { createWorld, refusal } from '../../../test/support/world'
import { isFrontdeskError, retry } from '../../core'

test('behavior: a try that the last unmount ends rejects with an error of this library', async () => {
  const time = fakeTime()
  const world = await createWorld()
  world.fault('GET /client', { status: 429, retryAfter: 60 })
  const { frontdesk } = world.open()
  await time.advance(1000)
  const ended = refusal(retry(frontdesk))
  await time.advance(1000)
  frontdesk.unmount()
  await time.advance(1000)
  expect(isFrontdeskError(await ended)).toBe(true)
})
