import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, carol, createWorld, scopeOf } from '../../../test/support/world'
import { getClient, setActive, signOut } from '../../core'

/** A tab that shows Alice, though Carol was last active, and a channel on which anybody can say anything. */
async function open({ isHeld = false } = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob, carol] })
  const tab = world.browser.openTab()
  const answers = holdAnswers(tab)
  const page = world.open({ tab, ...(isHeld && { ambient: { fetch: answers.fetch } }) })
  await time.settle()
  const [alices, bobs, carols] = world.seeded!.sessionIds as [string, string, string]
  await setActive(page.frontdesk, { sessionId: alices })
  const elsewhere = world.open()
  await time.settle()
  await setActive(elsewhere.frontdesk, { sessionId: carols })
  await time.advance(1000)
  elsewhere.tab.close()
  const channel = world.browser.openTab().ambient.openChannel(`frontdesk.${scopeOf(page.frontdesk)}`)
  const forge = async (message: object) => {
    channel.postMessage({ v: 1, type: 'ended', ...message })
    await time.settle()
  }
  const shown = (of = page) => of.frontdesk.state.session.sessionId
  const ask = () => Promise.all([getClient(page.frontdesk), time.advance(1000)])
  expect(shown()).toBe(alices)
  return { time, world, page, answers, forge, shown, ask, alices, bobs, carols }
}

describe('rule 5 · a tab keeps its session · though a message says that it is over', () => {
  test.each([
    ['it', (a: string) => ({ sessionIds: [a] })],
    ['it, undelivered', (a: string) => ({ sessionIds: [a], isDelivered: false })],
    [
      'it among many',
      (a: string) => ({ sessionIds: [...Array.from({ length: 500 }, (_, n) => `sess_${n}`), a] }),
    ],
  ])('behavior: with an answer that was asked for later %s is back', async (_, forged) => {
    const { forge, shown, ask, alices, carols } = await open()
    await forge(forged(alices))
    expect([alices, carols]).toContain(shown())
    await ask()
    expect(shown()).toBe(alices)
  })

  test('behavior: with the client, too', async () => {
    const { world, forge, shown, ask, alices } = await open()
    await forge({ sessionIds: [...world.seeded!.sessionIds], clientId: world.seeded!.clientId })
    expect(shown()).toBe(null)
    await ask()
    expect(shown()).toBe(alices)
  })

  test('behavior: with the next load of the page, too', async () => {
    const { time, page, forge, shown, alices, carols } = await open()
    await forge({ sessionIds: [alices] })
    expect(shown()).toBe(carols)
    const again = page.reload()
    await time.advance(1000)
    expect(shown(again)).toBe(alices)
  })

  test('behavior: after several such messages, too', async () => {
    const { forge, shown, ask, alices, bobs, carols } = await open()
    await forge({ sessionIds: [alices] })
    await forge({ sessionIds: [carols] })
    expect(shown()).toBe(bobs)
    await forge({ sessionIds: Array.from({ length: 500 }, (_, n) => `sess_${n}`) })
    await ask()
    expect(shown()).toBe(alices)
  })

  test('behavior: not with an answer that was asked for before', async () => {
    const { time, page, answers, forge, shown, alices, carols } = await open({ isHeld: true })
    const release = answers.hold('GET', '/client')
    const loaded = getClient(page.frontdesk)
    await time.settle()
    await forge({ sessionIds: [alices] })
    release()
    await Promise.all([loaded, time.advance(1000)])
    expect(shown()).toBe(carols)
  })

  test('behavior: where it is over indeed, the tab stays with what it has shown since, whatever others do', async () => {
    const { time, world, page, shown, alices, bobs, carols } = await open()
    const other = world.open()
    await time.settle()
    await signOut(other.frontdesk, { sessionId: alices })
    await time.settle()
    expect(shown()).toBe(carols)
    page.tab.hide()
    await setActive(other.frontdesk, { sessionId: bobs })
    await time.advance(1000)
    page.tab.show()
    await time.advance(1000)
    expect(shown()).toBe(carols)
    const again = page.reload()
    await time.advance(1000)
    expect(shown(again)).toBe(carols)
  })

  test('behavior: what a marked sign-out ends does not come back', async () => {
    const { time, world, page, forge, shown, ask, alices, carols } = await open()
    const other = world.open()
    await time.settle()
    world.fault('POST /client/sessions/*/remove', { cut: true })
    await Promise.all([signOut(other.frontdesk, { sessionId: alices }), time.advance(100)])
    await forge({ sessionIds: [alices] })
    await Promise.all([ask().catch(() => {}), time.advance(20_000)])
    expect(shown()).toBe(carols)
    const again = page.reload()
    await time.advance(30_000)
    expect(shown(again)).not.toBe(alices)
  })
})

describe('rule 8 · everything is bounded · ids in messages', () => {
  test.each([
    ['in one message', 1, 200_000],
    ['in hundreds', 300, 200],
  ])(
    'behavior: what nobody knows is not kept: %s',
    async (_, messages, ids) => {
      const { world, page, forge, shown, ask, alices } = await open()
      for (let message = 0; message < messages; message++)
        await forge({
          sessionIds: Array.from({ length: ids }, (_, n) => `sess_${message}_${n}`),
          isDelivered: false,
        })
      expect(page.frontdesk._internal.ended.size).toBeLessThan(200)
      await forge({ sessionIds: [alices] })
      expect(shown()).not.toBe(alices)
      await ask()
      expect(shown()).toBe(alices)
      await ask()
      expect(page.frontdesk._internal.ended.size).toBe(0)
      expect(world.requests('GET /client').length).toBeLessThan(20)
    },
    60_000,
  )
})
