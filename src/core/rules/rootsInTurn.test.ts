import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type Page, scopeOf } from '../../../test/support/world'
import { resetClient, setActive, signOut } from '../../core'

const nameIn = ({ frontdesk }: Page) => frontdesk.state.session.session?.user.firstName

const box = 'https://foo-bar-13.clerk.accounts.dev/'

describe('rule 5 · one page shows one session · what its roots do in turn', () => {
  test('behavior: of clicks in two roots the last wins, in whatever order they are answered', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice, bob] })
    const [alices, bobs] = world.seeded!.sessionIds as [string, string]
    const tab = world.browser.openTab()
    const answers = holdAnswers(tab)
    const [one, two] = [
      world.open({ tab, ambient: { fetch: answers.fetch } }),
      world.open({ tab, ambient: { fetch: answers.fetch } }),
    ]
    await time.advance(1000)
    const release = answers.hold('POST', `/client/sessions/${bobs}/touch`)
    void setActive(one.frontdesk, { sessionId: bobs })
    await time.settle()
    void setActive(two.frontdesk, { sessionId: alices })
    await time.advance(200)
    release()
    await time.advance(2000)
    expect([nameIn(one), nameIn(two), world.fapi.clients[0]!.lastActiveSessionId === alices]).toEqual([
      'Alice',
      'Alice',
      true,
    ])
  })

  test.each(['second root', 'remount', 'new client', 'replaced QueryClient'])(
    'behavior: who was chosen on a hosted page counts once: not for a %s',
    async (how) => {
      const time = fakeTime()
      const world = await createWorld({ signedIn: [bob, alice] })
      const [bobs] = world.seeded!.sessionIds as [string, string]
      let page = world.open()
      await time.advance(1000)
      page = world.open({ tab: page.tab.navigate({ from: box }) })
      await time.advance(1000)
      expect(nameIn(page)).toBe('Alice')
      page.tab.hide()
      const other = world.open()
      await time.advance(1000)
      void setActive(other.frontdesk, { sessionId: bobs })
      await time.advance(1000)
      expect([nameIn(page), nameIn(other)]).toEqual(['Alice', 'Bob'])
      let next = page
      if (how === 'second root') next = world.open({ tab: page.tab })
      if (how === 'remount') {
        page.unmount()
        await time.advance(100)
        page.frontdesk.mount()
      }
      if (how === 'replaced QueryClient') {
        page.unmount()
        next = world.open({ tab: page.tab, queryClient: new QueryClient() })
      }
      if (how === 'new client') void resetClient(page.frontdesk)
      await time.advance(2000)
      const shown = how === 'replaced QueryClient' ? [next] : [page, next]
      expect(new Set(shown.map(nameIn))).toEqual(new Set(['Alice']))
    },
  )
})

describe('rule 3 · sign-out is final · in several roots of a page', () => {
  test.each(['in one tick', 'one after the other'])(
    'behavior: sign-outs of two roots, %s, are both marked',
    async (how) => {
      const time = fakeTime()
      const world = await createWorld({ signedIn: [bob, alice] })
      const [bobs, alices] = world.seeded!.sessionIds as [string, string]
      const tab = world.browser.openTab()
      const [one, two] = [world.open({ tab }), world.open({ tab })]
      await time.advance(1000)
      world.fault(`POST /client/sessions/${bobs}/remove`, { delay: 3_600_000 })
      world.fault(`POST /client/sessions/${alices}/remove`, { delay: 3_600_000 })
      void signOut(one.frontdesk, { sessionId: bobs })
      if (how !== 'in one tick') await time.advance(10)
      void signOut(two.frontdesk, { sessionId: alices })
      await time.advance(100)
      const marks = tab.ambient.originStorage.getItem(`frontdesk.${scopeOf(one.frontdesk)}.sign-outs`)
      expect(JSON.parse(marks!).sort()).toEqual([bobs, alices].sort())
    },
  )
})
