import { expect, onTestFinished, test } from 'vitest'
import { createHosts } from '../../../test/support/host'
import { pageOf, sharedBy } from './page'

test('behavior: records of surroundings that nobody uses any more are bounded, and those in use stay', () => {
  const open = createHosts()
  const used = Array.from({ length: 3 }, () => open())
  for (const { mount, unmount } of used) {
    mount()
    onTestFinished(unmount)
  }
  const { pages } = sharedBy(used[0]!.host.ambient)
  for (let others = 0; others < 300; others++) open()
  expect(pages.length).toBeLessThanOrEqual(100)
  for (const { host } of used) expect(pages).toContain(host.page)
  const latest = open()
  expect(pages.at(-1)).toBe(latest.host.page)
})

test('behavior: the latest are shared though all others are in use', () => {
  const open = createHosts()
  for (let others = 0; others < 120; others++) {
    const { mount, unmount } = open()
    mount()
    onTestFinished(unmount)
  }
  const { host, tab } = open()
  expect(pageOf(tab.ambient, host.scope)).toBe(host.page)
  expect(sharedBy(tab.ambient).pages.length).toBeLessThanOrEqual(100)
})
