import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { passingTroubles } from '../../../test/support/troubles'
import { alice, createWorld, type Page, refusal } from '../../../test/support/world'
import { clientQueryKey, createSignIn, getClient, signOutAll } from '../../core'

const data = ({ frontdesk, queryClient }: Page) => queryClient.getQueryData(clientQueryKey(frontdesk))
const status = ({ frontdesk }: Page) => frontdesk.state.session.status

describe.each(passingTroubles)('rule 2 · only an authoritative answer signs out · %s', (_, fault, code) => {
  test('behavior: keeps the last client and says degraded, until it is over', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    const end = world.fault('GET /client', fault)
    const again = refusal(getClient(page.frontdesk))
    await time.advance(8000)
    expect(page.frontdesk.state).toMatchObject({
      connection: { status: 'degraded', error: { code } },
      session: { status: 'signed-in' },
    })
    expect(data(page)).toMatchObject({ sessions: [{ user: { firstName: 'Alice' } }] })
    await time.advance(40_000)
    await again
    end()
    await time.advance(60_000)
    expect(page.frontdesk.state.connection.status).toBe('ready')
  })
})

describe('rule 2 · only an authoritative answer signs out', () => {
  test('behavior: 429 with a known client is degraded, and nobody is signed out', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    world.fault('GET /client', { retryAfter: 60, times: 1 })
    const refused = refusal(getClient(page.frontdesk))
    await time.settle()
    expect(await refused).toMatchObject({ status: 429, retryAfter: 60 })
    expect(page.frontdesk.state).toMatchObject({
      connection: { status: 'degraded' },
      session: { status: 'signed-in' },
    })
    await time.advance(80_000)
    expect(page.frontdesk.state.connection.status).toBe('ready')
  })
})

describe('rule 2 · only an authoritative answer signs out · no client, where one with sessions is known', () => {
  const none = { status: 200, body: { response: null, client: null } }

  test('behavior: is believed on a second look only, as the first may have crossed a sign-in', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser', signedIn: [alice] })
    const page = world.open()
    await time.settle()
    const seen: string[] = []
    page.frontdesk.subscribe(() => seen.push(status(page)))
    world.fault('GET /client', { ...none, times: 1 })
    const loaded = getClient(page.frontdesk)
    await time.advance(1000)
    await loaded
    expect(seen).not.toContain('signed-out')
    expect(status(page)).toBe('signed-in')
  })

  test('behavior: is believed on a second look, with no third', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser', signedIn: [alice] })
    const page = world.open()
    await time.settle()
    world.fault('GET /client', none)
    const loaded = getClient(page.frontdesk)
    await time.advance(1000)
    expect(await loaded).toBe(null)
    expect(status(page)).toBe('signed-out')
    expect(world.requests('GET /client')).toHaveLength(3)
  })

  test('behavior: is no client that was not kept, where another tab signed everyone out', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser', missingClient: 401 })
    const ambient = { openChannel: undefined }
    const mine = world.open({ ambient })
    await time.settle()
    await Promise.all([createSignIn(mine.frontdesk, alice), time.advance(1000)])
    const other = world.open({ ambient })
    await time.advance(1000)
    await Promise.all([signOutAll(other.frontdesk), time.advance(10_000)])
    mine.tab.focus()
    await time.advance(1000)
    expect(mine.frontdesk.state).toMatchObject({
      connection: { status: 'ready' },
      session: { status: 'signed-out' },
    })
  })
})
