import { describe, expect, test } from 'vitest'
import { memoryStorage } from '../../../test/support/world'
import { createStorage } from '../../fapi/browser/storage'
import { createStoredList, type NativeStorage } from './storedList'

const add = (item: string) => (items: string[]) => [...items, item]
const without = (item: string) => (items: string[]) => items.filter((other) => other !== item)

const storages: [string, () => { items: Map<string, string>; storage: NativeStorage | Storage }][] = [
  [
    'a storage of the page',
    () => {
      const items = new Map<string, string>()
      return { items, storage: createStorage(items) as Storage }
    },
  ],
  [
    'a storage that takes its time',
    () => {
      const storage = memoryStorage()
      return { items: storage.items, storage }
    },
  ],
]

describe.each(storages)('with %s', (_, create) => {
  test('default: lasts over reloads, in order, each item once', async () => {
    const { storage } = create()
    const list = createStoredList(storage, 'key')
    for (const item of ['b', 'a', 'b']) await list.update(add(item))
    expect(await list.read()).toEqual(['b', 'a'])
    expect(await createStoredList(storage, 'key').read()).toEqual(['b', 'a'])
    expect(await createStoredList(storage, 'other').read()).toEqual([])
  })

  test('behavior: changes at once all count', async () => {
    const { storage } = create()
    const list = createStoredList(storage, 'key')
    await Promise.all([list.update(add('a')), list.update(add('b')), list.update(without('a'))])
    expect(await list.read()).toEqual(['b'])
  })

  test('behavior: without items nothing is left in it', async () => {
    const { items, storage } = create()
    const list = createStoredList(storage, 'key')
    await list.update(add('a'))
    expect(items.size).toBe(1)
    await list.update(without('a'))
    expect(items.size).toBe(0)
  })

  test.each([
    ['not json', []],
    ['{}', []],
    ['"a"', []],
    ['null', []],
    ['[1,null,{},"/etc","b",["c"]]', ['1', 'null', '[object Object]', '/etc', 'b', 'c']],
  ])('behavior: of %s, which others may have written, only a list is read, as texts', async (text, read) => {
    const { items, storage } = create()
    items.set('key', text)
    expect(await createStoredList(storage, 'key').read()).toEqual(read)
  })
})

const broken = () => {
  throw new Error('QuotaExceededError')
}
const rejecting = () => Promise.reject(new Error('locked'))

test.each<[string, NativeStorage | Storage | undefined]>([
  ['none', undefined],
  ['one that is full', { ...createStorage(new Map()), setItem: broken } as unknown as Storage],
  ['one that is forbidden', { getItem: broken, setItem: broken, removeItem: broken } as unknown as Storage],
  ['one that fails later', { getItem: rejecting, setItem: rejecting, removeItem: rejecting }],
])('behavior: with %s it lasts as long as the page', async (_, storage) => {
  const list = createStoredList(storage, 'key')
  await list.update(add('a'))
  await list.update(add('b'))
  expect(await list.read()).toEqual(['a', 'b'])
  expect(list.isEmpty()).toBe(false)
  await list.update(without('a'))
  expect(await list.read()).toEqual(['b'])
})

test('behavior: what could not be stored goes there with the next change', async () => {
  const items = new Map<string, string>()
  const storage = createStorage(items)
  let isFull = true
  const setItem = (key: string, value: string) => (isFull ? broken() : storage.setItem(key, value))
  const list = createStoredList({ ...storage, setItem }, 'key')
  await list.update(add('a'))
  isFull = false
  await list.update(add('b'))
  expect(await createStoredList(storage, 'key').read()).toEqual(['a', 'b'])
})

describe('isEmpty', () => {
  test('behavior: is sure of a storage of the page, and of none', async () => {
    const list = createStoredList(createStorage(new Map()), 'key')
    expect(list.isEmpty()).toBe(true)
    await list.update(add('a'))
    expect(list.isEmpty()).toBe(false)
    expect(createStoredList(undefined, 'key').isEmpty()).toBe(true)
  })

  test('behavior: is sure of nothing in a storage that takes its time', () => {
    expect(createStoredList(memoryStorage(), 'key').isEmpty()).toBe(false)
  })
})
