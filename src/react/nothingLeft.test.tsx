import { act, render } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { countHoldings, nothingHeld } from '../../test/support/holdings'
import { App } from '../../test/support/render'
import { fakeTime } from '../../test/support/time'
import { alice, createWorld } from '../../test/support/world'
import { useConnectionStatus, useSession, useToken, useUser } from '../index'

const readers = {
  useToken: () => useToken(),
  'useToken of a template': () => useToken({ template: 'hasura' }),
  'all that a page reads': () => [useToken(), useUser(), useSession(), useConnectionStatus()],
}
const minute = 60_000

/** A rendered app in which a hook is mounted, with a count of what the page holds. */
async function open(useHook: () => unknown) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice], jwtTemplates: { hasura: {} } })
  const tab = world.browser.openTab()
  const { held, ambient } = countHoldings(tab)
  const page = world.open({ tab, ambient, mount: false })
  const { queryClient } = page
  function Reader() {
    useHook()
    return null
  }
  const app = (isShown: boolean) => <App page={page}>{isShown && <Reader />}</App>
  const { rerender, unmount } = render(app(true))
  const pass = (ms: number) => act(() => time.advance(ms))
  await pass(1000)
  return { world, tab, held, queryClient, unmount, pass, show: (isShown: boolean) => rerender(app(isShown)) }
}

describe.each(Object.entries(readers))('rule 11 · nothing is left behind · %s', (_, useHook) => {
  test.each([
    ['at rest', 0, {}],
    ['whose token was renewed', 2 * minute, {}],
    ['whose token is being asked for', 50_000, { delay: 30_000 }],
    ['whose token cannot be had', 2 * minute, { status: 503 }],
    ['whose token is refused', 2 * minute, { status: 403 }],
  ])('behavior: of an app %s nothing is held once it is gone', async (_, ms, fault) => {
    const { world, tab, held, queryClient, unmount, pass } = await open(useHook)
    if (Object.keys(fault).length > 0) world.fapi.fault({ path: /\/tokens/, ...fault })
    await pass(ms)
    expect(held).toMatchObject({ listeners: 1, channels: 1 })
    unmount()
    await pass(10)
    expect(held).toEqual(nothingHeld)
    expect(queryClient.getQueryCache().getAll()).toEqual([])
    await pass(minute)
    const requests = world.requests().length
    tab.focus()
    await pass(10 * minute)
    expect(world.requests()).toHaveLength(requests)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('behavior: where it alone is gone, nothing is kept fresh any more', async () => {
    const { world, held, pass, show } = await open(useHook)
    expect(held.timers).toBeGreaterThan(0)
    show(false)
    await pass(10)
    expect(held).toEqual({ ...nothingHeld, listeners: 1, channels: 1 })
    const requests = world.requests().length
    await pass(10 * minute)
    expect(world.requests()).toHaveLength(requests)
    show(true)
    await pass(1000)
    expect(held).toMatchObject({ listeners: 1, channels: 1 })
    expect(world.requests().length).toBeGreaterThan(requests)
  })
})
