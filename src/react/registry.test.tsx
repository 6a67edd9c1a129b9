import { QueryClient } from '@tanstack/react-query'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fakeTime } from '../../test/support/time'
import { createWorld } from '../../test/support/world'
import type { FrontdeskOptions } from '../core'
import { joinFrontdesk } from '../core/registry'

/** A page on which providers ask for handles of one key. */
async function open() {
  const time = fakeTime()
  const world = await createWorld({ scheme: 'browser' })
  const tab = world.browser.openTab()
  const options = {
    publishableKey: world.fapi.publishableKey,
    ambient: tab.ambient,
  }
  // What is kept on the page must not reach the next test.
  onTestFinished(() => time.advance(60_000))
  const join = (more: Partial<FrontdeskOptions> = {}) =>
    joinFrontdesk({ ...options, ...more }, () => new QueryClient())
  /** The handle that is there; none is made. */
  function find() {
    try {
      return joinFrontdesk(options, () => {
        throw new Error('There is none.')
      })
    } catch {
      return undefined
    }
  }
  return { time, world, join, find }
}

test('default: those who ask for one key get one handle', async () => {
  const { join, find } = await open()
  expect(find()).toBe(undefined)
  const frontdesk = join()
  expect(join({ touchOnFocus: false })).toBe(frontdesk)
  expect(find()).toBe(frontdesk)
})

test.each<[string, Partial<FrontdeskOptions>]>([
  ['publishableKey', { publishableKey: `pk_live_${btoa('clerk.other.example$')}` }],
  ['proxyUrl', { proxyUrl: '/__clerk' }],
  ['domain', { domain: 'other.example' }],
])('behavior: another %s is another handle', async (_, other) => {
  const { join } = await open()
  expect(join(other)).not.toBe(join())
  expect(join(other)).toBe(join(other))
})

describe('a handle that nobody mounts', () => {
  test('behavior: goes after 5 s', async () => {
    const { time, join, find } = await open()
    const frontdesk = join()
    await time.advance(4900)
    expect(join()).toBe(frontdesk)
    await time.advance(200)
    expect(find()).toBe(undefined)
    expect(join()).not.toBe(frontdesk)
  })

  test('behavior: stays while its client is being loaded, and 5 s more: a render may have suspended', async () => {
    const { time, world, join, find } = await open()
    world.fault('GET /client', { delay: 6000, times: 1 })
    const frontdesk = join()
    void frontdesk._internal.loader.load()
    await time.advance(10_500)
    expect(find()).toBe(frontdesk)
    await time.advance(1000)
    expect(find()).toBe(undefined)
  })
})

describe('a handle that is mounted', () => {
  test('behavior: stays as long as it is', async () => {
    const { time, join, find } = await open()
    const frontdesk = join()
    await time.advance(4000)
    frontdesk.mount()
    await time.advance(60_000)
    expect(find()).toBe(frontdesk)
    frontdesk.unmount()
    await time.advance(100)
    expect(find()).toBe(undefined)
  })

  test('behavior: stays over an unmount and a mount at once, as in StrictMode', async () => {
    const { time, join, find } = await open()
    const frontdesk = join()
    frontdesk.mount()
    frontdesk.unmount()
    frontdesk.mount()
    await time.advance(60_000)
    expect(find()).toBe(frontdesk)
    frontdesk.unmount()
  })

  test('behavior: is found again where it is mounted after it had gone', async () => {
    const { time, join, find } = await open()
    const frontdesk = join()
    await time.advance(6000)
    expect(find()).toBe(undefined)
    frontdesk.mount()
    expect(find()).toBe(frontdesk)
    frontdesk.unmount()
  })

  test('behavior: takes none away that came in its place', async () => {
    const { time, join, find } = await open()
    const former = join({ isolateCache: false })
    await time.advance(6000)
    const present = join({ isolateCache: false })
    former.mount()
    present.mount()
    expect(find()).toBe(present)
    former.unmount()
    await time.advance(100)
    expect(find()).toBe(present)
    present.unmount()
  })

  test('behavior: stays though a former one comes and goes', async () => {
    const { time, join, find } = await open()
    const former = join({ isolateCache: false })
    await time.advance(6000)
    const present = join({ isolateCache: false })
    present.mount()
    former.mount()
    former.unmount()
    await time.advance(100)
    expect(find()).toBe(present)
    present.unmount()
  })
})
