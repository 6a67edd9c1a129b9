import { describe, expect, test } from 'vitest'
import { nothingHeld } from '../../../test/support/holdings'
import { createHosts, type OpenHost } from '../../../test/support/host'
import { fakeTime } from '../../../test/support/time'
import { exclusively } from './locks'

/** Tabs that note when each of their tasks begins, and end it when told. */
function open(ambient = {}) {
  const time = fakeTime()
  const hosts = createHosts()
  const log: string[] = []
  const ends: (() => void)[] = []
  const run = (
    { host }: OpenHost,
    what: string,
    options?: Parameters<typeof exclusively>[3],
    name = 'lock',
  ) =>
    exclusively(
      host,
      name,
      async (held) => {
        log.push(`${what}: ${held}`)
        await new Promise<void>((resolve) => ends.push(resolve))
        return what
      },
      options,
    )
  return { time, tabs: [hosts({ ambient }), hosts({ ambient })] as const, hosts, log, ends, run }
}

describe('a lock that another tab holds', () => {
  test('default: is waited for', async () => {
    const { time, tabs, log, ends, run } = open()
    const first = run(tabs[0], 'first')
    const second = run(tabs[1], 'second')
    await time.advance(1000)
    expect(log).toEqual(['first: true'])
    // Who has it waits for nothing any more.
    expect(tabs.map(({ held }) => held.timers)).toEqual([0, 1])
    ends[0]?.()
    expect(await first).toBe('first')
    await time.settle()
    expect(log).toEqual(['first: true', 'second: true'])
    ends[1]?.()
    expect(await second).toBe('second')
    await time.settle()
    for (const { held } of tabs) expect(held).toEqual(nothingHeld)
  })

  test('behavior: keeps nobody who wants another one, or has another scope', async () => {
    const { time, tabs, hosts, log, run } = open()
    void run(tabs[0], 'first')
    void run(tabs[1], 'other name', 5000, 'other')
    void run(hosts({ scope: 'other' }), 'other scope')
    await time.settle()
    expect(log).toEqual(['first: true', 'other name: true', 'other scope: true'])
  })

  test('parameters: no patience does without it at once, and says so', async () => {
    const { time, tabs, log, ends, run } = open()
    void run(tabs[0], 'first', 0)
    await time.settle()
    void run(tabs[1], 'second', 0)
    await time.settle()
    expect(log).toEqual(['first: true', 'second: false'])
    for (const end of ends) end()
    await time.settle()
    for (const { held } of tabs) expect(held).toEqual(nothingHeld)
  })

  test.each([
    [5000, undefined],
    [1000, 1000],
  ])('parameters: is waited for %i ms with a patience of %s, and then done without', async (ms, patience) => {
    const { time, tabs, log, run } = open()
    void run(tabs[0], 'hanging')
    await time.settle()
    void run(tabs[1], 'second', patience)
    await time.advance(ms - 10)
    expect(log).toEqual(['hanging: true'])
    await time.advance(20)
    expect(log).toEqual(['hanging: true', 'second: true'])
  })

  test('behavior: is not waited for once nobody needs the handle, nor is the task run then', async () => {
    const { time, tabs, log, run } = open()
    void run(tabs[0], 'hanging')
    tabs[1].mount()
    const second = expect(run(tabs[1], 'second')).rejects.toThrow()
    await time.settle()
    tabs[1].unmount()
    await time.advance(10_000)
    await second
    expect(log).toEqual(['hanging: true'])
    expect(tabs[1].held).toEqual(nothingHeld)
  })
})

describe('the task', () => {
  test('behavior: fails as it fails, once, and lets the lock go', async () => {
    const { time, tabs, log, run } = open()
    let runs = 0
    const failing = exclusively(tabs[0].host, 'lock', async () => {
      runs++
      throw new Error('failed')
    })
    await expect(failing).rejects.toThrow('failed')
    void run(tabs[1], 'second')
    await time.settle()
    expect(runs).toBe(1)
    expect(log).toEqual(['second: true'])
  })

  test.each([
    ['has none', undefined],
    ['refuses them', { request: () => Promise.reject(new Error('SecurityError')) }],
  ])('behavior: runs without a lock where the host %s', async (_, locks) => {
    const { time, tabs, log, run } = open({ locks })
    void run(tabs[0], 'first')
    void run(tabs[1], 'second')
    await time.settle()
    expect(log).toEqual(['first: true', 'second: true'])
  })
})
