import { expect, test } from 'vitest'
import { createHosts } from '../../../test/support/host'
import { share } from './share'

/** A task that ends when told, and counts its runs. */
function createTask() {
  const ends: { resolve(value: string): void; reject(error: Error): void }[] = []
  const task = () => new Promise<string>((resolve, reject) => void ends.push({ resolve, reject }))
  return { task, ends }
}

test('default: calls at the same time share one run; a later one runs anew', async () => {
  const { host } = createHosts()()
  const { task, ends } = createTask()
  const both = [share(host, 'a', task), share(host, 'a', task)]
  expect(ends).toHaveLength(1)
  ends[0]?.resolve('first')
  expect(await Promise.all(both)).toEqual(['first', 'first'])
  const later = share(host, 'a', task)
  ends[1]?.resolve('second')
  expect(await later).toBe('second')
})

test('behavior: other names, and other handles, run their own', () => {
  const open = createHosts()
  const [one, two] = [open().host, open().host]
  const { task, ends } = createTask()
  void share(one, 'a', task)
  void share(one, 'b', task)
  void share(two, 'a', task)
  expect(ends).toHaveLength(3)
})

test('behavior: a failure is shared, and not kept', async () => {
  const { host } = createHosts()()
  const { task, ends } = createTask()
  const both = [share(host, 'a', task), share(host, 'a', task)]
  ends[0]?.reject(new Error('failed'))
  for (const one of both) await expect(one).rejects.toThrow('failed')
  void share(host, 'a', task)
  expect(ends).toHaveLength(2)
})

test('behavior: one that ends after it was dropped takes nothing from the one that came in its place', async () => {
  const { host } = createHosts()()
  const { task, ends } = createTask()
  const dropped = share(host, 'a', task)
  host.flights.delete('a')
  void share(host, 'a', task)
  ends[0]?.resolve('dropped')
  await dropped
  void share(host, 'a', task)
  expect(ends).toHaveLength(2)
})
