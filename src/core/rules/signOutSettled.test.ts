import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type Page, refusal, scopeOf } from '../../../test/support/world'
import { type Frontdesk, signOut, signOutAll } from '../../core'
import type { FapiFault } from '../../fapi'

const status = ({ frontdesk }: Page) => frontdesk.state.session.status
const marks = ({ tab, frontdesk }: Page) =>
  tab.ambient.originStorage.getItem(`frontdesk.${scopeOf(frontdesk)}.sign-outs`)

const signOuts: [string, (frontdesk: Frontdesk) => Promise<unknown>, string][] = [
  ['signOutAll', (frontdesk) => signOutAll(frontdesk), 'DELETE /client'],
  ['keepClient', (frontdesk) => signOutAll(frontdesk, { keepClient: true }), 'DELETE /client/sessions'],
  ['signOut', (frontdesk) => signOut(frontdesk), 'POST /client/sessions/*/remove'],
]

const strangers: [string, FapiFault][] = [
  ['403 with HTML', { status: 403, body: '<!doctype html><title>Sign in to Wi-Fi</title>' }],
  ['200 with HTML', { body: '<!doctype html><title>Sign in to Wi-Fi</title>' }],
  ['200 with JSON of its own', { body: { login: 'https://portal.example' } }],
  ['404 with nothing of Clerk', { status: 404, body: 'not found' }],
  ['503 of a proxy', { status: 503, body: '<h1>Service Unavailable</h1>' }],
  ['a redirect to its own page', { status: 302, headers: { location: 'https://portal.example/' } }],
]

async function open() {
  const time = fakeTime()
  const world = await createWorld({
    signedIn: [alice],
    browser: { elsewhere: () => new Response('portal', { headers: { 'access-control-allow-origin': '*' } }) },
  })
  const [page, other] = [world.open(), world.open()]
  await time.settle()
  const ended = () => world.fapi.sessions.every((session) => session.status !== 'active')
  return { time, world, page, other, ended }
}

describe.each(strangers)(
  "rule 3 · sign-out is final · only the Frontend API's word settles one: %s",
  (_, fault) => {
    test.each(signOuts)('behavior: %s that meets it is not delivered, and is later', async (_, act) => {
      const { time, world, page, other, ended } = await open()
      const ends = signOuts.map(([, , endpoint]) => world.fault(endpoint, fault))
      const result = act(page.frontdesk)
      await time.advance(1000)
      expect(await result).toEqual({ serverConfirmed: false })
      expect([status(page), status(other)]).toEqual(['signed-out', 'signed-out'])
      await time.advance(60_000)
      expect(marks(page)).not.toBeNull()
      for (const end of ends) end()
      page.tab.focus()
      await time.advance(60_000)
      expect([status(page), status(other)]).toEqual(['signed-out', 'signed-out'])
      expect(ended()).toBe(true)
      expect(marks(page)).toBeNull()
    })

    test('behavior: a marked one that meets it at the next boot stays marked, and shows nobody', async () => {
      const { time, world, page, other, ended } = await open()
      other.tab.close()
      page.tab.goOffline()
      const result = signOut(page.frontdesk)
      await time.advance(1000)
      await result
      page.tab.goOnline()
      const portalEnds = world.fault('POST /client/sessions/*/remove', fault)
      const again = page.reload()
      const seen: string[] = []
      again.frontdesk.subscribe(() => seen.push(status(again)))
      await time.advance(60_000)
      expect(again.frontdesk.state.connection.status).toBe('error')
      expect(marks(again)).not.toBeNull()
      portalEnds()
      again.tab.focus()
      await time.advance(60_000)
      expect(ended()).toBe(true)
      expect(new Set(seen)).toEqual(new Set(['error', 'signed-out']))
      expect(marks(again)).toBeNull()
    })
  },
)

test.each(signOuts)(
  'behavior: rule 3 · %s that the Frontend API itself refuses changes nothing, and leaves no mark',
  async (_, act, endpoint) => {
    for (const refused of [{ status: 403 }, { status: 503 }, { retryAfter: 5 }]) {
      const { time, world, page, other, ended } = await open()
      world.fault(endpoint, { ...refused, times: 1 })
      const error = refusal(act(page.frontdesk))
      await time.advance(1000)
      expect(await error).toMatchObject({ status: refused.status ?? 429 })
      expect([status(page), status(other)]).toEqual(['signed-in', 'signed-in'])
      expect(ended()).toBe(false)
      expect(marks(page)).toBeNull()
    }
  },
)

test('behavior: rule 3 · of two accounts only the one that is signed out is ended later', async () => {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob] })
  const page = world.open()
  await time.settle()
  const [alices] = world.seeded!.sessionIds
  const portalEnds = world.fault('POST /client/sessions/*/remove', strangers[0]![1])
  const result = signOut(page.frontdesk, { sessionId: alices })
  await time.advance(1000)
  await result
  portalEnds()
  page.tab.focus()
  await time.advance(5000)
  expect(world.fapi.sessions.map((session) => session.status)).toEqual(['removed', 'active'])
  expect(page.frontdesk.state.session.userId).toBe(world.fapi.sessions[1]!.userId)
})
