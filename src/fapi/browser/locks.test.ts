import { expect, test } from 'vitest'
import { createLockManager } from './locks'

function setup() {
  const manager = createLockManager()
  const [a, b] = [new AbortController(), new AbortController()]
  return {
    a: { ...manager.forTab(a.signal), close: () => a.abort() },
    b: { ...manager.forTab(b.signal), close: () => b.abort() },
  }
}

/** Something to wait for that a test ends. */
function gate() {
  let open = () => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

test('default: one at a time, first come first served, whatever the tab', async () => {
  const { a, b } = setup()
  const first = gate()
  const order: string[] = []
  const done = [
    a.request('x', {}, () => first.promise.then(() => order.push('a1'))),
    b.request('x', {}, async () => order.push('b1')),
    a.request('x', {}, async () => order.push('a2')),
    b.request('y', {}, async () => order.push('other')),
  ]
  await settle()
  expect(order).toEqual(['other'])
  first.open()
  await Promise.all(done)
  expect(order).toEqual(['other', 'a1', 'b1', 'a2'])
})

test('behavior: gives back what the callback gives, and frees the lock when it throws', async () => {
  const { a, b } = setup()
  await expect(a.request('x', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await b.request('x', {}, async (lock) => lock)).toEqual({ name: 'x' })
})

test('parameters: ifAvailable does not wait', async () => {
  const { a, b } = setup()
  const held = gate()
  const done = a.request('x', {}, () => held.promise)
  expect(await b.request('x', { ifAvailable: true }, async (lock) => lock)).toBeNull()
  held.open()
  await done
  expect(await b.request('x', { ifAvailable: true }, async (lock) => lock)).not.toBeNull()
})

test('parameters: signal ends the waiting, not the holding', async () => {
  const { a, b } = setup()
  const held = gate()
  const stop = new AbortController()
  const holding = a.request('x', { signal: stop.signal }, () => held.promise.then(() => 'kept'))
  const waiting = b.request('x', { signal: stop.signal }, async () => 'never')
  await settle()
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  await expect(b.request('x', { signal: stop.signal }, async () => 'never')).rejects.toThrow('enough')
  held.open()
  expect(await holding).toBe('kept')
  expect(await b.request('x', {}, async () => 'free')).toBe('free')
})

test('behavior: a closed tab lets go of what it holds, and waits for nothing', async () => {
  const { a, b } = setup()
  const held = gate()
  const ran: string[] = []
  void a.request('x', {}, () => held.promise)
  void a.request('x', {}, async () => ran.push('a'))
  const next = b.request('x', {}, async () => ran.push('b'))
  await settle()
  a.close()
  await next
  void a.request('x', {}, async () => ran.push('late'))
  await settle()
  expect(ran).toEqual(['b'])
  // The end of the dead holder must not free the lock a second time.
  const again = gate()
  const done = b.request('x', {}, () => again.promise)
  held.open()
  await settle()
  expect(await b.request('x', { ifAvailable: true }, async (lock) => lock)).toBeNull()
  again.open()
  await done
})
