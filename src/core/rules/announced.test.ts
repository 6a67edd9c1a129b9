import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld } from '../../../test/support/world'
import { getClient, getToken, setActive, signOut } from '../../core'
import { tokenBook } from '../features/tokens/book'
import { batchWith } from '../host/host'

describe('rule 4 · no leak between identities · what is announced', () => {
  test('behavior: comes in one batch, so that what changes together is shown together', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice, bob] })
    const page = world.open()
    const { _internal: engine } = page.frontdesk
    let depth = 0
    batchWith(engine, (task) => {
      depth++
      try {
        return task()
      } finally {
        depth--
      }
    })
    const depths: number[] = []
    const note = () => depths.push(depth)
    page.frontdesk.subscribe(note)
    tokenBook(engine).store.subscribe(note)
    const seen = async (happens: () => Promise<unknown>) => {
      const before = depths.length
      const happened = happens().catch(() => {})
      await time.advance(70_000)
      await happened
      return depths.length - before
    }
    const [first, second] = world.seeded!.sessionIds as [string, string]
    expect(await seen(() => getClient(page.frontdesk))).toBeGreaterThan(0)
    expect(await seen(() => getToken(page.frontdesk))).toBeGreaterThan(0)
    expect(await seen(() => setActive(page.frontdesk, { sessionId: second }))).toBeGreaterThan(0)
    world.fault(`POST /client/sessions/${second}/tokens`, { status: 403, times: 1 })
    expect(await seen(() => getToken(page.frontdesk))).toBeGreaterThan(0)
    world.fault('GET /client', { status: 500, times: 1 })
    expect(await seen(() => getClient(page.frontdesk))).toBeGreaterThan(0)
    expect(await seen(() => signOut(page.frontdesk, { sessionId: first }))).toBeGreaterThan(0)
    expect(depths).not.toContain(0)
  })
})
