import { afterEach, expect, test, vi } from 'vitest'
import { createClock } from './clock'

afterEach(() => vi.useRealTimers())

test('default: follows the time of the machine, a fake one too', () => {
  vi.useFakeTimers({ now: 1000 })
  const clock = createClock()
  expect(clock.now()).toBe(1000)
  vi.advanceTimersByTime(500)
  expect(clock.now()).toBe(1500)
})

test('behavior: ticks on from where it is set', () => {
  vi.useFakeTimers({ now: 1000 })
  const clock = createClock()
  clock.set(new Date(50_000))
  vi.advanceTimersByTime(1)
  expect(clock.now()).toBe(50_001)
  clock.advance(-1001)
  expect(clock.now()).toBe(49_000)
  clock.set(7)
  expect(clock.now()).toBe(7)
})

test('error: there is no time to move to', () => {
  const clock = createClock()
  expect(() => clock.set(new Date('tomorrow'))).toThrow(TypeError)
  expect(() => clock.advance(Number.POSITIVE_INFINITY)).toThrow(TypeError)
  expect(() => clock.advance(1e16)).toThrow(TypeError)
  expect(clock.offset).toBe(0)
})

test('behavior: times are whole milliseconds', () => {
  vi.useFakeTimers({ now: 1000 })
  const clock = createClock()
  clock.advance(0.6)
  expect(clock.now()).toBe(1001)
  clock.set(5000.2)
  expect(clock.now()).toBe(5000)
})
