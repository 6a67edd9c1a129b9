import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  createWorld,
  type Page,
  refusal,
  schemes,
  type WorldOptions,
} from '../../../test/support/world'
import { clientQueryKey, createSignIn, getClient, retry } from '../../core'

async function open(options: WorldOptions = {}) {
  const time = fakeTime()
  const world = await createWorld(options)
  const remount = async ({ frontdesk, unmount }: Page) => {
    unmount()
    await time.advance(50)
    frontdesk.mount()
  }
  return { time, world, remount }
}

const idIn = ({ frontdesk, queryClient }: Page) =>
  queryClient.getQueryData<{ id: string } | null>(clientQueryKey(frontdesk))?.id

describe('rule 1 · one client · an unmount and, a moment later, a mount', () => {
  test.each(schemes)(
    'behavior: with %s, while a client is being created without locks, make no second one',
    async (scheme) => {
      const { time, world, remount } = await open({ scheme, missingClient: 401 })
      world.fault('POST /client', { delay: 1000, times: 1 })
      const page = world.open({ ambient: { locks: undefined } })
      await time.advance(500)
      await remount(page)
      await time.advance(5000)
      expect(world.requests('POST /client')).toHaveLength(1)
      expect(world.fapi.clients).toHaveLength(1)
      expect(idIn(page)).toBe(world.fapi.clients[0]?.id)
      expect(page.frontdesk.state.connection.status).toBe('ready')
      page.frontdesk.unmount()
    },
  )

  test('behavior: while the load hangs, the new mount loads, and gets over a failure as ever', async () => {
    const { time, world, remount } = await open()
    world.fault('POST /dev_browser', { delay: 1000 })
    const page = world.open()
    await time.advance(100)
    await remount(page)
    world.fault('GET /client', { status: 500, times: 1 })
    await time.advance(30_000)
    expect(page.frontdesk.state.connection.status).toBe('ready')
    page.frontdesk.unmount()
  })
})

test('behavior: an older load that ends late does not make room for a third beside the new one', async () => {
  const { time, world, remount } = await open({ missingClient: 401 })
  world.fault('POST /client', { delay: 1000, times: 1 })
  const page = world.open({ ambient: { locks: undefined } })
  await time.advance(500)
  world.fault('GET /client', { delay: 3000, times: 1 })
  await remount(page)
  await time.advance(1500)
  const loaded = getClient(page.frontdesk)
  await time.advance(3000)
  await loaded
  expect(world.requests()).toEqual(['POST /dev_browser', 'GET /client', 'POST /client', 'GET /client'])
  page.frontdesk.unmount()
})

test('behavior: an unmount too many does not end the next mount', async () => {
  const { time, world } = await open({ signedIn: [alice] })
  const { frontdesk } = world.open({ mount: false })
  frontdesk.unmount()
  frontdesk.mount()
  await time.advance(1000)
  expect(frontdesk.state.session.status).toBe('signed-in')
  frontdesk.unmount()
  await time.advance(10)
  expect(frontdesk.state.session.status).toBe('loading')
})

describe('rule 11 · nothing is left behind · after the last unmount', () => {
  async function requestsAfterUnmount(
    { time, world }: Awaited<ReturnType<typeof open>>,
    { frontdesk, unmount, queryClient, tab }: Page,
  ) {
    unmount()
    await time.advance(10)
    const before = world.requests().length
    tab.focus()
    await time.advance(120_000)
    expect(frontdesk.state.connection.status).toBe('loading')
    expect(queryClient.getQueryCache().getAll()).toEqual([])
    return world.requests().slice(before)
  }

  test('behavior: a mutation that fails asks for nothing', async () => {
    const opened = await open({ missingClient: 404 })
    const { time, world } = opened
    const page = world.open()
    await time.settle()
    world.fault('POST /client/sign_ins', { delay: 1000, cut: true })
    const refused = refusal(createSignIn(page.frontdesk, alice))
    await time.advance(100)
    expect(await requestsAfterUnmount(opened, page)).toEqual(['POST /client/sign_ins'])
    expect(await refused).toMatchObject({ code: 'network_error' })
  })

  test('behavior: a creation that answers is not followed up, and shows nothing', async () => {
    const opened = await open({ missingClient: 401 })
    const { time, world } = opened
    world.fault('POST /client', { delay: 1000, times: 1 })
    const page = world.open()
    await time.advance(500)
    expect(await requestsAfterUnmount(opened, page)).toEqual(['POST /client'])
  })

  test('behavior: a load that was aborted is not tried again', async () => {
    const opened = await open({ signedIn: [alice] })
    const { time, world } = opened
    world.fault('GET /client', { delay: 3000, status: 503 })
    const page = world.open()
    await time.advance(100)
    // The box logs what it was asked before only now that it answers.
    expect(await requestsAfterUnmount(opened, page)).toEqual(['GET /client'])
  })

  test('behavior: what waited for a Retry-After is not sent', async () => {
    const opened = await open({ signedIn: [alice] })
    const { time, world } = opened
    world.fault('GET /client', { retryAfter: 60 })
    const page = world.open()
    await time.advance(500)
    const refused = refusal(retry(page.frontdesk))
    await time.advance(100)
    expect(await requestsAfterUnmount(opened, page)).toEqual([])
    expect(await refused).toBeInstanceOf(Error)
  })
})
