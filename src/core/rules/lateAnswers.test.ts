import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type Page } from '../../../test/support/world'
import {
  clientQueryKey,
  createSignIn,
  type Frontdesk,
  getClient,
  getToken,
  setActive,
  signOut,
  signOutAll,
} from '../../core'

const data = ({ frontdesk, queryClient }: Page) => queryClient.getQueryData(clientQueryKey(frontdesk))
const status = ({ frontdesk }: Page) => frontdesk.state.session.status

describe('rule 3 · sign-out is final · late answers', () => {
  const targets = ['client', 'sessions', 'session'] as const

  async function openHeld() {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    const answers = holdAnswers(tab)
    const page = world.open({ tab, ambient: { fetch: answers.fetch } })
    const other = world.open()
    await time.settle()
    return { time, world, page, other, answers }
  }

  const act = (target: (typeof targets)[number], frontdesk: Frontdesk) =>
    target === 'session' ? signOut(frontdesk) : signOutAll(frontdesk, { keepClient: target === 'sessions' })

  test.each(targets)(
    'behavior: a GET sent before another tab signed out (%s) does not bring the session back',
    async (target) => {
      const { time, world, page, other, answers } = await openHeld()
      const release = answers.hold('GET', '/client')
      const loading = getClient(page.frontdesk)
      await time.settle()
      await act(target, other.frontdesk)
      await time.settle()
      expect(status(page)).toBe('signed-out')
      const seen: string[] = []
      page.frontdesk.subscribe(() => seen.push(status(page)))
      release()
      await time.advance(1000)
      await loading
      expect(seen).not.toContain('signed-in')
      expect(status(page)).toBe('signed-out')
      expect(await getToken(page.frontdesk)).toBeNull()
      if (target === 'client') expect(data(page)).toBeNull()
      expect(world.requests('POST /client')).toEqual([])
    },
  )

  test.each(targets)('behavior: a token from before signing out (%s) is handed to nobody', async (target) => {
    const { time, page, answers } = await openHeld()
    const release = answers.hold('POST', '/client/sessions')
    const token = getToken(page.frontdesk, { skipCache: true })
    await time.advance(100)
    await act(target, page.frontdesk)
    release()
    await time.advance(100)
    expect(await token).toBeNull()
  })

  test('behavior: a touch from before signing out does not bring the session back', async () => {
    const { time, page, answers } = await openHeld()
    const release = answers.hold('POST', '/client/sessions')
    const touch = setActive(page.frontdesk).catch((error: unknown) => error)
    await time.advance(100)
    await signOutAll(page.frontdesk)
    release()
    await time.advance(1000)
    await touch
    expect(status(page)).toBe('signed-out')
  })
})

describe('rule 3 · sign-out is final · in all tabs', () => {
  test('behavior: after destroying, no tab creates a client until one signs in', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice], missingClient: 401 })
    const pages = Array.from({ length: 4 }, () => world.open({ bootstrap: 'ensure' }))
    await time.settle()
    pages[3]?.tab.hide()
    world.fapi.log.clear()
    await signOutAll(pages[0]!.frontdesk)
    await time.advance(60_000)
    for (const { tab } of pages) tab.focus()
    await time.advance(60_000)
    expect(world.requests('DELETE /client')).toHaveLength(1)
    expect(world.requests('POST /client')).toEqual([])
    expect(pages.map(status)).toEqual(Array(4).fill('signed-out'))
    expect(pages.map(data)).toEqual(Array(4).fill(null))
    await createSignIn(pages[1]!.frontdesk, bob)
    await time.advance(1000)
    expect(pages.map(status)).toEqual(Array(4).fill('signed-in'))
    expect(world.fapi.clients).toHaveLength(1)
  })
})
