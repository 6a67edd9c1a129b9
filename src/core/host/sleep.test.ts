import { expect, test } from 'vitest'
import { nothingHeld } from '../../../test/support/holdings'
import { createHosts } from '../../../test/support/host'
import { fakeTime } from '../../../test/support/time'
import { sleep } from './sleep'

function open() {
  const time = fakeTime()
  const opened = createHosts()()
  opened.mount()
  const end: { now?: (stopped?: boolean) => void; with?: boolean } = {}
  void sleep(opened.host, 1000, (ends) => {
    end.now = ends
  }).then((stopped) => {
    end.with = stopped
  })
  return { time, ...opened, end }
}

test('default: waits that long, and was not stopped', async () => {
  const { time, end, held } = open()
  await time.advance(999)
  expect(end.with).toBe(undefined)
  await time.advance(1)
  expect(end.with).toBe(false)
  expect(held.timers).toBe(0)
})

test('behavior: is stopped once nobody needs the handle', async () => {
  const { time, end, unmount, held } = open()
  unmount()
  await time.settle()
  expect(end.with).toBe(true)
  expect(held).toEqual(nothingHeld)
})

test.each([undefined, false, true])('parameters: wakeable ends it early, with %j', async (stopped) => {
  const { time, end, held } = open()
  end.now?.(stopped)
  await time.settle()
  expect(end.with).toBe(Boolean(stopped))
  expect(held.timers).toBe(0)
})

test('behavior: once over, it stays as it ended', async () => {
  const { time, end, unmount } = open()
  await time.advance(1000)
  end.now?.(true)
  unmount()
  await time.settle()
  expect(end.with).toBe(false)
})
