import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, carol, createWorld, type WorldOptions } from '../../../test/support/world'
import { createSignIn, setActive, signOut } from '../../core'

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const

async function open(tabSession: 'pinned' | 'follow' = 'pinned', options: WorldOptions = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob, carol], ...options })
  const tab = world.browser.openTab()
  const answers = holdAnswers(tab)
  const page = world.open({ tab, tabSession, ambient: { fetch: answers.fetch } })
  await time.settle()
  const ids = world.seeded?.sessionIds as [string, string, string]
  /** Clicks on sessions at once, and gives what lets the answer to each come. */
  const click = async (...sessionIds: string[]) => {
    const releases = sessionIds.map((id) => answers.hold('POST', `/client/sessions/${id}/touch`))
    for (const sessionId of sessionIds) void setActive(page.frontdesk, { sessionId }).catch(() => {})
    await time.settle()
    return releases
  }
  const shown = () => page.frontdesk.state.session.sessionId
  return { time, world, page, answers, ids, click, shown }
}

describe.each(['pinned', 'follow'] as const)(
  'rule 5 · of several clicks the last wins · %s',
  (tabSession) => {
    test.each(orders)('behavior: answered in the order %i, %i, %i', async (...order) => {
      const { time, world, click, shown, ids } = await open(tabSession)
      const [alices, bobs, carols] = ids
      const releases = await click(carols, bobs, alices)
      for (const index of order) {
        releases[index]!()
        await time.advance(100)
      }
      await time.advance(1000)
      expect(shown()).toBe(alices)
      expect(world.fapi.clients[0]!.lastActiveSessionId).toBe(alices)
    })

    test('behavior: there and back is back', async () => {
      const { time, click, shown, ids } = await open(tabSession)
      const [alices, bobs] = ids
      const releases = await click(alices, bobs, alices)
      for (const release of releases.reverse()) {
        release()
        await time.advance(100)
      }
      expect(shown()).toBe(alices)
    })
  },
)

describe('rule 5 · of several clicks the last wins', () => {
  test('behavior: one that is refused is no choice: the one before it counts, whenever it is answered', async () => {
    const { time, world, click, shown, ids } = await open()
    const [alices, bobs] = ids
    world.fault(`POST /client/sessions/${alices}/touch`, { status: 403, times: 1 })
    const [bobsAnswer, refusal] = await click(bobs, alices)
    refusal!()
    await time.advance(100)
    bobsAnswer!()
    await time.advance(1000)
    expect(shown()).toBe(bobs)
  })

  test('behavior: an organization chosen later counts, too', async () => {
    const { time, page, click, shown, ids } = await open()
    const [, bobs, carols] = ids
    expect(shown()).toBe(carols)
    const [bobsAnswer] = await click(bobs)
    void setActive(page.frontdesk, { organizationId: null })
    await time.advance(1000)
    bobsAnswer!()
    await time.advance(1000)
    expect(shown()).toBe(carols)
  })

  test('behavior: where the one chosen last is over when the other is answered, that one is shown', async () => {
    const { time, page, click, shown, ids } = await open()
    const [alices, bobs] = ids
    const [bobsAnswer, alicesAnswer] = await click(bobs, alices)
    alicesAnswer!()
    await time.advance(100)
    await Promise.all([signOut(page.frontdesk, { sessionId: alices }), time.advance(100)])
    bobsAnswer!()
    await time.advance(1000)
    expect(shown()).not.toBe(alices)
  })
})

describe('rule 5 · of several sign-ins the last wins', () => {
  test.each<[string, WorldOptions]>([
    ['on a known empty client', { signedIn: [] }],
    ['without a client', { signedIn: undefined }],
    ['without a client, with a live key', { signedIn: undefined, scheme: 'browser' }],
  ])('behavior: %s, known or still loading', async (_, options) => {
    for (const isKnown of [true, false]) {
      const { time, world, page } = await open('pinned', options)
      const { frontdesk } = isKnown ? page : world.open()
      expect(frontdesk.state.session.status).toBe(isKnown ? 'signed-out' : 'loading')
      const both = [createSignIn(frontdesk, bob), createSignIn(frontdesk, alice)]
      await time.advance(1000)
      await Promise.all(both)
      expect(frontdesk.state.session.session?.user.firstName).toBe('Alice')
    }
  })

  test.each([
    ['known', undefined, 'Alice'],
    ['still loading', undefined, 'Alice'],
    ['known', false, 'Carol'],
    ['still loading', false, 'Carol'],
  ])('behavior: in a tab that has a session, too: %s, activate %s', async (what, activate, who) => {
    const { time, world, page } = await open('pinned', { signedIn: [carol] })
    const { frontdesk } = what === 'known' ? page : world.open()
    const both = [bob, alice].map((person) => createSignIn(frontdesk, { ...person, activate }))
    await time.advance(1000)
    await Promise.all(both)
    expect(frontdesk.state.session.session?.user.firstName).toBe(who)
  })
})
