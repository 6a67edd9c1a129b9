import { describe, expect, test, vi } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { hostAmbient } from '../host/ambient'
import { FrontdeskError } from '../wire/errors'
import { createRetryPolicy, untilWoken } from './retryPolicy'

const failing = (status: number, retryAfter?: number) =>
  new FrontdeskError('request_refused', { status, retryAfter })
const unavailable = failing(503)

function create(random = 0) {
  const time = fakeTime()
  const policy = createRetryPolicy({ ...hostAmbient(), random: () => random })
  policy.begin()
  return { time, policy }
}

describe('failed', () => {
  test('default: the pauses double from 500 ms to 23 s', () => {
    const { policy } = create()
    const waits = Array.from({ length: 8 }, () => policy.failed(unavailable))
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 23_000, 23_000])
  })

  test('behavior: jitter makes them up to a quarter longer, never shorter', () => {
    expect(create(0.5).policy.failed(unavailable)).toBe(562.5)
    expect(create(1).policy.failed(unavailable)).toBe(625)
  })

  test.each([
    ['no connection', new FrontdeskError('network_error'), 500],
    ['no answer', new FrontdeskError('timeout'), 500],
    ['429', failing(429), 500],
    ['500', failing(500), 500],
    ['400', failing(400), 0],
    ['401', failing(401), 0],
    ['client_not_kept', new FrontdeskError('client_not_kept'), 0],
    ['an answer of something else', new FrontdeskError('malformed_response'), untilWoken],
    ['a redirect elsewhere', new FrontdeskError('redirected_elsewhere'), untilWoken],
  ])('behavior: after %s', (_, error, wait) => {
    expect(create().policy.failed(error)).toBe(wait)
  })

  test('behavior: after sixty in a row nothing but being woken makes another try; a success forgives', () => {
    const { policy } = create()
    const waits = Array.from({ length: 61 }, () => policy.failed(unavailable))
    expect(waits.slice(57)).toEqual([23_000, 23_000, untilWoken, untilWoken])
    policy.reset()
    expect(policy.failed(unavailable)).toBe(500)
  })

  test.each([
    [429, 4, 4000],
    [429, 0.1, 500],
    [429, 999_999, 300_000],
    [503, 60, 500],
  ])('behavior: %i with Retry-After: %d is %i ms', (status, retryAfter, wait) => {
    expect(create().policy.failed(failing(status, retryAfter))).toBe(wait)
  })
})

test('behavior: whoever asked waits for three pauses of 10 s at most', () => {
  const { policy } = create()
  const soon = Array.from({ length: 5 }, () => policy.isSoon(policy.failed(unavailable)))
  expect(soon).toEqual([true, true, true, false, false])
  policy.reset()
  expect(policy.isSoon(policy.failed(failing(429, 10)))).toBe(true)
  expect(policy.isSoon(policy.failed(failing(429, 11)))).toBe(false)
  expect(policy.isSoon(policy.failed(failing(400)))).toBe(false)
})

describe('asked', () => {
  test('behavior: counts down from what the server said, and the next failure without it ends that', async () => {
    const { time, policy } = create()
    expect(policy.asked()).toBeLessThanOrEqual(0)
    policy.failed(failing(429, 5))
    expect(policy.asked()).toBe(5000)
    await time.advance(4000)
    expect(policy.asked()).toBe(1000)
    await time.advance(1000)
    expect(policy.asked()).toBeLessThanOrEqual(0)
    policy.failed(failing(429, 5))
    policy.failed(unavailable)
    expect(policy.asked()).toBeLessThanOrEqual(0)
  })

  test('behavior: counts from the answer, however long that took', async () => {
    const { time, policy } = create()
    await time.advance(3000)
    policy.failed(failing(429, 5))
    expect(policy.asked()).toBe(5000)
  })

  test('behavior: nobody needing the handle any more does not end it', () => {
    const { policy } = create()
    policy.failed(failing(429, 5))
    policy.reset()
    expect(policy.asked()).toBe(5000)
  })
})

describe('rest', () => {
  test('behavior: a second after a try, being woken is a reason for another', async () => {
    const { time, policy } = create()
    policy.failed(unavailable)
    await time.advance(400)
    expect(policy.rest()).toBe(600)
    await time.advance(600)
    expect(policy.rest()).toBeLessThanOrEqual(0)
  })

  test('behavior: what the server asked for is not cut short', async () => {
    const { time, policy } = create()
    policy.failed(failing(429, 5))
    await time.advance(2000)
    expect(policy.rest()).toBe(untilWoken)
    await time.advance(3000)
    expect(policy.rest()).toBeLessThanOrEqual(0)
  })
})

test('behavior: a clock that is set back forbids nothing', () => {
  const { policy } = create()
  policy.failed(failing(429, 5))
  vi.setSystemTime(Date.now() - 3_600_000)
  expect(policy.asked()).toBe(0)
  expect(policy.rest()).toBe(0)
})
