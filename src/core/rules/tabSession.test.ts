import { describe, expect, onTestFinished, test } from 'vitest'
import { type ClientJson, editClients } from '../../../test/support/editedClients'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, booted, carol, createWorld } from '../../../test/support/world'
import { clientQueryKey, createSignIn, type Frontdesk, getClient, setActive, signOut } from '../../core'

async function open(signedIn = [alice, bob]) {
  const world = await createWorld({ signedIn })
  const { frontdesk } = world.open()
  await booted(frontdesk)
  const [alices, bobs] = world.seeded!.sessionIds
  return { world, frontdesk, alices, bobs }
}

describe('rule 5 · a tab keeps its session', () => {
  test('behavior: a pinned tab keeps its own when another tab switches, and over reloads', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice, bob] })
    const [mine, other] = [world.open(), world.open()]
    await time.settle()
    const [alices, bobs] = world.seeded!.sessionIds
    expect(mine.frontdesk.state.session.sessionId).toBe(bobs)
    await setActive(other.frontdesk, { sessionId: alices })
    await time.advance(1000)
    expect(world.fapi.clients[0]?.lastActiveSessionId).toBe(alices)
    expect(mine.frontdesk.state.session.sessionId).toBe(bobs)
    const again = mine.reload()
    await time.advance(1000)
    expect(again.frontdesk.state.session.sessionId).toBe(bobs)
    const copy = world.open({ tab: again.tab.duplicate() })
    const fresh = world.open()
    await time.advance(1000)
    expect(copy.frontdesk.state.session.sessionId).toBe(bobs)
    expect(fresh.frontdesk.state.session.sessionId).toBe(alices)
  })

  test("parameters: tabSession 'follow' shows what is last active, in any tab", async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice, bob] })
    const [mine, other] = [world.open({ tabSession: 'follow' }), world.open()]
    await time.settle()
    const [alices] = world.seeded!.sessionIds
    await setActive(other.frontdesk, { sessionId: alices })
    await time.advance(1000)
    expect(mine.frontdesk.state.session.sessionId).toBe(alices)
  })

  test('behavior: where its session is gone, the last active one takes its place', async () => {
    const { frontdesk, alices, bobs } = await open()
    expect(frontdesk.state.session.sessionId).toBe(bobs)
    await signOut(frontdesk, { sessionId: bobs })
    expect(frontdesk.state.session.sessionId).toBe(alices)
  })

  test.each([
    ['names none', 'null'],
    ['names one that is not there', '"sess_gone"'],
  ])('behavior: where the last active one %s, the first usable one is shown', async (_, lastActive) => {
    const world = await createWorld({ signedIn: [alice, bob] })
    const tab = world.browser.openTab()
    const { frontdesk } = world.open({
      tab,
      ambient: {
        async fetch(url, init) {
          const answer = await tab.ambient.fetch(url, init)
          const text = await answer.text()
          return new Response(text.replace(/("last_active_session_id":)"\w+"/, `$1${lastActive}`), answer)
        },
      },
    })
    await booted(frontdesk)
    expect(frontdesk.state.session.sessionId).toBe(world.seeded!.sessionIds[0])
  })

  test('behavior: signing in a second account switches this tab, and no other', async () => {
    const { frontdesk, world } = await open([alice])
    const other = world.open().frontdesk
    await booted(other)
    const { createdSessionId } = await createSignIn(frontdesk, bob)
    expect(frontdesk.state.session.sessionId).toBe(createdSessionId)
    await getClient(other)
    expect(sessionsOf(other)).toBe(2)
    expect(other.state.session.sessionId).toBe(world.seeded?.sessionIds[0])
  })

  test('behavior: with activate: false this tab keeps its first', async () => {
    const { frontdesk, world } = await open([alice])
    await createSignIn(frontdesk, { ...bob, activate: false })
    expect(sessionsOf(frontdesk)).toBe(2)
    expect(frontdesk.state.session.sessionId).toBe(world.seeded?.sessionIds[0])
  })

  test.each<[string, (client: ClientJson) => unknown]>([
    ['with no client', () => null],
    [
      'with a client that lacks it',
      ({ sessions, ...client }) => ({ ...client, sessions: withoutNewest(sessions) }),
    ],
    ['with a client that cannot be read', () => ({ id: 7 })],
  ])(
    'behavior: a new session that comes %s is asked for, and nobody else is shown meanwhile',
    async (_, edit) => {
      const world = await createWorld({ signedIn: [alice, carol] })
      const tab = world.browser.openTab()
      const fetch = editClients(tab, (client, url) => (url.includes('/sign_ins') ? edit(client) : client))
      const { frontdesk } = world.open({ tab, ambient: { fetch }, onWarning: () => {} })
      await booted(frontdesk)
      await setActive(frontdesk, { sessionId: world.seeded!.sessionIds[0] })
      // What is last active is another tab's choice.
      const other = world.open().frontdesk
      await setActive(other, { sessionId: world.seeded!.sessionIds[1] })
      const seen = new Set<unknown>()
      onTestFinished(frontdesk.subscribe(() => seen.add(frontdesk.state.session.session?.user.firstName)))
      await createSignIn(frontdesk, bob)
      expect(frontdesk.state.session.session?.user.firstName).toBe('Bob')
      expect([...seen].filter((name) => name !== 'Alice')).toEqual(['Bob'])
    },
  )
})

const withoutNewest = (sessions: unknown) => (sessions as unknown[]).slice(0, -1)

const sessionsOf = (frontdesk: Frontdesk) =>
  frontdesk.queryClient.getQueryData(clientQueryKey(frontdesk))?.sessions.length
