import { describe, expect, test, vi } from 'vitest'
import { nothingHeld } from '../../../test/support/holdings'
import { createHosts } from '../../../test/support/host'
import { fakeTime } from '../../../test/support/time'
import { batchWith, closeChannel, openChannel, post, storageKey } from './host'

/** A host with one part of it that counts how often it is set up and torn down. */
function openCounted() {
  const opened = createHosts()()
  const counts = { mounts: 0, stops: 0 }
  opened.host.onMount.add(() => {
    counts.mounts++
    return () => void counts.stops++
  })
  return { ...opened, counts }
}

describe('the lifecycle', () => {
  test('behavior: a mount that a part refuses leaves nothing behind', () => {
    const { mount, held, host } = openCounted()
    host.onMount.add(() => {
      throw new Error('refused')
    })
    expect(mount).toThrow('refused')
    expect(mount).toThrow('refused')
    expect([held, host.mounts]).toEqual([nothingHeld, 0])
  })

  test('default: nothing is held before the first mount, and nothing after the last unmount', async () => {
    const time = fakeTime()
    const { mount, unmount, held, counts } = openCounted()
    expect(held).toEqual(nothingHeld)
    mount()
    expect(held).toEqual({ ...nothingHeld, channels: 1, listeners: 1 })
    unmount()
    await time.settle()
    expect(held).toEqual(nothingHeld)
    expect(counts).toEqual({ mounts: 1, stops: 1 })
  })

  test('behavior: of several mounts the first sets up, and the last unmount tears down', async () => {
    const time = fakeTime()
    const { mount, unmount, host, counts } = openCounted()
    mount()
    mount()
    expect(host.mounts).toBe(2)
    unmount()
    await time.settle()
    expect(counts).toEqual({ mounts: 1, stops: 0 })
    unmount()
    await time.settle()
    expect(counts).toEqual({ mounts: 1, stops: 1 })
  })

  test('behavior: a mount right after an unmount, as in StrictMode, goes on with what there is', async () => {
    const time = fakeTime()
    const { mount, unmount, host, counts } = openCounted()
    mount()
    const { lifetime, page } = host
    const { channel } = page
    unmount()
    mount()
    await time.settle()
    expect(counts).toEqual({ mounts: 1, stops: 0 })
    expect(host.page.channel).toBe(channel)
    expect(lifetime.signal.aborted).toBe(false)
  })

  test('behavior: the last unmount ends what was under way, and a later mount begins anew', async () => {
    const time = fakeTime()
    const { mount, unmount, host, counts } = openCounted()
    mount()
    const { lifetime } = host
    unmount()
    expect(lifetime.signal.aborted).toBe(false)
    await time.settle()
    expect(lifetime.signal.aborted).toBe(true)
    mount()
    expect(host.lifetime.signal.aborted).toBe(false)
    expect(counts).toEqual({ mounts: 2, stops: 1 })
  })

  test('behavior: the page wakes the parts of a host that is mounted, and says what it is back from', async () => {
    const time = fakeTime()
    const { mount, unmount, host, tab } = openCounted()
    const woken: unknown[] = []
    host.onAwake.add((isRestored) => woken.push(Boolean(isRestored)))
    tab.focus()
    mount()
    tab.focus()
    tab.restore()
    unmount()
    await time.settle()
    tab.focus()
    expect(woken).toEqual([false, true])
  })

  test('behavior: without a page or a channel it mounts all the same', async () => {
    const { mount, host } = createHosts()({ ambient: { page: undefined, openChannel: undefined } })
    mount()
    expect(host.mounts).toBe(1)
    expect(host.page.channel).toBe(undefined)
    expect(() => post(host, { type: 'changed' })).not.toThrow()
  })
})

describe('the channel', () => {
  test('behavior: what a tab posts is heard in the others, not in its own', async () => {
    const time = fakeTime()
    const open = createHosts()
    const [mine, other, stranger] = [open(), open(), open({ scope: 'another' })]
    const heard = [mine, other, stranger].map(({ host, mount }) => {
      const listener = vi.fn()
      host.onMessage.add(listener)
      mount()
      return listener
    })
    post(mine.host, { type: 'changed' })
    await time.settle()
    expect(heard.map((listener) => listener.mock.calls)).toEqual([
      [],
      [[expect.objectContaining({ type: 'changed' })]],
      [],
    ])
  })

  test.each([[null], [undefined], ['text'], [{}], [{ type: 'changed' }], [{ v: 0 }], [{ v: '1' }], [[1]]])(
    'behavior: %j, which no handle of this version says, is ignored',
    async (message) => {
      const time = fakeTime()
      const { host, mount, tab } = createHosts()()
      const listener = vi.fn()
      host.onMessage.add(listener)
      mount()
      const foreign = tab.ambient.openChannel('frontdesk.scope')
      foreign.postMessage(message)
      await time.settle()
      expect(listener).not.toHaveBeenCalled()
      foreign.postMessage({ v: 1, type: 'changed' })
      await time.settle()
      expect(listener).toHaveBeenCalledOnce()
    },
  )

  test('behavior: opened twice it is one, and once closed it can be opened again', () => {
    const { host, held } = createHosts()()
    openChannel(host)
    openChannel(host)
    expect(held.channels).toBe(1)
    closeChannel(host)
    expect(held.channels).toBe(0)
    closeChannel(host)
    openChannel(host)
    expect(held.channels).toBe(1)
  })
})

test('default: a batch is the task itself; batchWith() has another run it', () => {
  const { host } = createHosts()()
  expect(host.inBatch(() => 'result')).toBe('result')
  let batches = 0
  batchWith(host, (task) => {
    batches++
    return task()
  })
  expect(host.inBatch(() => 'result')).toBe('result')
  expect(batches).toBe(1)
})

test('behavior: keys of storage tell scopes and names apart', () => {
  const open = createHosts()
  const keys = ['one', 'two'].flatMap((scope) => {
    const { host } = open({ scope })
    return [storageKey(host, 'a'), storageKey(host, 'b')]
  })
  expect(new Set(keys).size).toBe(4)
  for (const key of keys) expect(key).toMatch(/^frontdesk\./)
})
