import { afterEach, describe, expect, test, vi } from 'vitest'
import { createBrowser, createFapi } from '../../fapi'

afterEach(() => vi.useRealTimers())

const openTab = () => createBrowser({ fapi: createFapi() }).openTab()
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('channels', () => {
  test('default: a message reaches the other tabs later, as a copy', async () => {
    const tab = openTab()
    const [a, b] = [tab.ambient.openChannel('x'), tab.duplicate().ambient.openChannel('x')]
    const heard: unknown[] = []
    a.onmessage = () => heard.push('own')
    b.onmessage = ({ data }) => heard.push(data)
    tab.duplicate().ambient.openChannel('y').onmessage = () => heard.push('other name')
    const message = { list: [1] }
    a.postMessage(message)
    expect(heard).toEqual([])
    message.list.push(2)
    await settle()
    expect(heard).toEqual([{ list: [1] }])
    expect(() => a.postMessage(() => {})).toThrow()
  })

  test('behavior: closed channels and tabs neither hear nor speak', async () => {
    const tab = openTab()
    const other = tab.duplicate()
    const [a, b, c] = [
      tab.ambient.openChannel('x'),
      other.ambient.openChannel('x'),
      tab.duplicate().ambient.openChannel('x'),
    ]
    const heard: string[] = []
    a.onmessage = () => heard.push('a')
    b.onmessage = () => heard.push('b')
    c.onmessage = () => heard.push('c')
    a.postMessage(1)
    other.close()
    c.close()
    b.postMessage(2)
    c.postMessage(3)
    await settle()
    expect(heard).toEqual([])
  })
})

describe('storage', () => {
  test('default: tabs share the origin’s, each has its own besides', () => {
    const browser = createBrowser({ fapi: createFapi() })
    const [a, b] = [browser.openTab().ambient, browser.openTab().ambient]
    a.originStorage.setItem('k', '1')
    a.tabStorage.setItem('k', '2')
    expect([b.originStorage.getItem('k'), b.tabStorage.getItem('k')]).toEqual(['1', null])
    a.originStorage.removeItem('k')
    expect(b.originStorage.getItem('k')).toBeNull()
  })

  test('behavior: a reload keeps the tab’s storage, a duplicate copies it', () => {
    const tab = openTab()
    tab.ambient.tabStorage.setItem('k', '1')
    const twin = tab.duplicate()
    const next = tab.reload()
    next.ambient.tabStorage.setItem('k', '2')
    expect(twin.ambient.tabStorage.getItem('k')).toBe('1')
    expect(next.reload().ambient.tabStorage.getItem('k')).toBe('2')
  })
})

test('page: being shown, focused, online again and restored each wake it, unless it is hidden', () => {
  const tab = openTab()
  const { page } = tab.ambient
  let wakes = 0
  const stop = page.onWake(() => wakes++)
  expect([page.url(), page.visible()]).toEqual(['http://localhost:3000/', true])
  tab.show()
  expect(wakes).toBe(0)
  tab.hide()
  expect(page.visible()).toBe(false)
  tab.goOffline()
  tab.goOnline()
  expect(wakes).toBe(0)
  tab.show()
  tab.focus()
  tab.goOnline()
  tab.goOffline()
  tab.goOnline()
  tab.restore()
  expect(wakes).toBe(4)
  stop()
  tab.focus()
  expect(wakes).toBe(4)
})

test('timeout: runs once, can be called off, and dies with the tab', () => {
  vi.useFakeTimers()
  const tab = openTab()
  const ran: string[] = []
  tab.ambient.timeout(() => ran.push('a'), 10)
  tab.ambient.timeout(() => ran.push('off'), 10)()
  vi.advanceTimersByTime(10)
  expect(ran).toEqual(['a'])
  tab.ambient.timeout(() => ran.push('late'), 10)
  tab.close()
  tab.ambient.timeout(() => ran.push('later'), 10)
  expect(vi.getTimerCount()).toBe(0)
})

test('parameters: a browser whose pages wait by another time', () => {
  const waits = new Map<() => void, number>()
  const time = {
    now: () => 5,
    timeout(callback: () => void, ms: number) {
      waits.set(callback, ms)
      return () => void waits.delete(callback)
    },
  }
  const tab = createBrowser({ fapi: createFapi(), time }).openTab()
  const heard: string[] = []
  const next = tab.reload()
  for (const { ambient } of [next, next.duplicate()]) {
    expect(ambient.now()).toBe(5)
    ambient.timeout(() => heard.push('it'), 7)
  }
  expect([...waits.values()]).toEqual([7, 7])
  next.close()
  for (const callback of waits.keys()) callback()
  expect(heard).toEqual(['it'])
  tab.ambient.timeout(() => {}, 1)
  expect(waits.size).toBe(1)
})

test('close: nothing is heard of what was under way', async () => {
  const fapi = createFapi()
  const tab = createBrowser({ fapi }).openTab()
  const heard: string[] = []
  const listen = (promise: Promise<unknown>) =>
    promise.then(
      () => heard.push('answer'),
      () => heard.push('error'),
    )
  const url = 'https://foo-bar-13.clerk.accounts.dev/v1/dev_browser'
  void listen(tab.ambient.fetch(url, { method: 'POST' }))
  tab.ambient.page.onWake(() => heard.push('wake'))
  const next = tab.reload()
  void listen(tab.ambient.fetch(url, { method: 'POST' }))
  tab.focus()
  await fapi.log.waitFor({ method: 'POST' })
  await settle()
  expect(heard).toEqual([])
  expect(fapi.log.entries).toHaveLength(1)
  expect((await next.ambient.fetch(url, { method: 'POST' })).status).toBe(200)
})

test('behavior: a replaced address outlives a reload, and goes with a duplicate', () => {
  const tab = openTab()
  tab.ambient.page.replaceUrl('http://localhost:3000/replaced')
  const shown = [tab.duplicate(), tab.reload()].map(({ ambient }) => ambient.page.url())
  expect(shown).toEqual(['http://localhost:3000/replaced', 'http://localhost:3000/replaced'])
})
