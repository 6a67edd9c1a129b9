import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test, vi } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, createWorld } from '../../../test/support/world'
import { clientQueryKey, getClient, getToken, signOutAll } from '../../core'

describe('rule 12 · two of everything', () => {
  test('behavior: handles of different keys on one page know nothing of each other', async () => {
    const time = fakeTime()
    const one = await createWorld({ signedIn: [alice] })
    const two = await createWorld({ scheme: 'browser', signedIn: [alice] })
    const queryClient = new QueryClient()
    const first = one.open({ queryClient })
    const second = two.open({ queryClient, isolateCache: false })
    await time.settle()
    await signOutAll(first.frontdesk)
    await time.advance(100)
    expect(first.frontdesk.state.session.status).toBe('signed-out')
    expect(second.frontdesk.state.session.status).toBe('signed-in')
    const token = getToken(second.frontdesk)
    await time.advance(100)
    expect(await token).toEqual(expect.any(String))
    expect(clientQueryKey(first.frontdesk)).not.toEqual(clientQueryKey(second.frontdesk))
  })

  test('behavior: handles of different keys in one browser share no channel, no lock and no storage', async () => {
    const time = fakeTime()
    const one = await createWorld({ name: 'one', scheme: 'browser', signedIn: [alice] })
    const two = await createWorld({ name: 'two', scheme: 'browser', signedIn: [alice] })
    const first = one.open()
    // The second key's page has a server of its own, and all else of the first one's browser.
    const { fetch } = two.browser.openTab().ambient
    let isOnline = true
    const second = two.open({
      tab: one.browser.openTab(),
      ambient: {
        fetch: (url, init) => (isOnline ? fetch(url, init) : Promise.reject(new TypeError('offline'))),
      },
    })
    await time.settle()
    const asked = one.requests().length
    isOnline = false
    const signedOut = signOutAll(second.frontdesk)
    await time.advance(1000)
    expect(await signedOut).toEqual({ serverConfirmed: false })
    expect(one.requests()).toHaveLength(asked)
    // A load delivers the sign-outs that are kept: this key has none.
    const loaded = getClient(first.frontdesk)
    await time.advance(1000)
    await loaded
    expect(one.requests().slice(asked)).toEqual(['GET /client'])
    expect(first.frontdesk.state.session.status).toBe('signed-in')
    expect(one.fapi.publishableKey).not.toBe(two.fapi.publishableKey)
  })

  test('behavior: a thousand on a server share nothing, and set nothing going', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'native' })
    const pages = Array.from({ length: 1000 }, () =>
      world.open({ mount: false, queryClient: new QueryClient() }),
    )
    await time.advance(1000)
    expect(world.requests()).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
    const listener = vi.fn()
    pages[1]!.frontdesk.subscribe(listener)
    const loaded = getClient(pages[0]!.frontdesk)
    await time.settle()
    await loaded
    expect(pages[0]!.frontdesk.state.connection.status).toBe('ready')
    expect(pages[1]!.frontdesk.state.connection.status).toBe('loading')
    expect(listener).not.toHaveBeenCalled()
  })
})
