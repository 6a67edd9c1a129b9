import { describe, expect, test, vi } from 'vitest'
import { createStorage } from '../../fapi/browser/storage'
import { createStoredValue } from './storedValue'

/** A storage that counts what it is asked for. */
function createCounted(kept: Record<string, string> = {}) {
  const items = new Map(Object.entries(kept))
  const { getItem, setItem, removeItem } = createStorage(items)
  return { items, getItem: vi.fn(getItem), setItem: vi.fn(setItem), removeItem: vi.fn(removeItem) }
}

describe('with a storage', () => {
  test('default: lasts over reloads, under its own key', () => {
    const storage = createCounted()
    createStoredValue(storage, 'key').write('value')
    expect(createStoredValue(storage, 'key').read()).toBe('value')
    expect(createStoredValue(storage, 'other').read()).toBe('')
  })

  test('behavior: is not asked before the value is', () => {
    const storage = createCounted({ key: 'value' })
    createStoredValue(storage, 'key')
    expect(storage.getItem).not.toHaveBeenCalled()
  })

  test.each(['other', ''])('behavior: has the word though it was read before: %j', (written) => {
    const storage = createCounted({ key: 'value' })
    const [one, two] = [createStoredValue(storage, 'key'), createStoredValue(storage, 'key')]
    expect([one.read(), two.read()]).toEqual(['value', 'value'])
    two.write(written)
    expect(one.read()).toBe(written)
    one.write('value')
    expect(two.read()).toBe('value')
  })

  test('behavior: that works again after it was full has the word again', () => {
    const storage = createCounted({ key: 'value' })
    storage.setItem.mockImplementationOnce(broken)
    const value = createStoredValue(storage, 'key')
    value.write('lost')
    expect(value.read()).toBe('lost')
    value.write('kept')
    createStoredValue(storage, 'key').write('newer')
    expect(value.read()).toBe('newer')
  })

  test.each([undefined, ''])('parameters: %j takes it away', (nothing) => {
    const storage = createCounted({ key: 'value' })
    const value = createStoredValue(storage, 'key')
    value.write(nothing)
    expect(value.read()).toBe('')
    expect(storage.items.size).toBe(0)
  })

  test('behavior: what is there already is not written again', () => {
    const storage = createCounted({ key: 'value' })
    const value = createStoredValue(storage, 'key')
    value.write('value')
    createStoredValue(storage, 'other').write()
    expect(storage.setItem).not.toHaveBeenCalled()
    expect(storage.removeItem).not.toHaveBeenCalled()
  })
})

const broken = () => {
  throw new Error('QuotaExceededError')
}

test.each([
  ['none', undefined],
  ['one that is full', { ...createStorage(new Map()), setItem: broken }],
  ['one that is forbidden', { getItem: broken, setItem: broken, removeItem: broken }],
])('behavior: with %s it lasts as long as the page', (_, storage) => {
  const value = createStoredValue(storage, 'key')
  expect(value.read()).toBe('')
  value.write('value')
  expect(value.read()).toBe('value')
  value.write()
  expect(value.read()).toBe('')
})
