import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, booted, createWorld, type Page, refusal, until } from '../../../test/support/world'
import {
  clientQueryKey,
  createSignIn,
  type Frontdesk,
  getClient,
  getToken,
  signOut,
  signOutAll,
} from '../../core'

const status = ({ frontdesk }: Page) => frontdesk.state.session.status

async function open() {
  const world = await createWorld({ signedIn: [alice] })
  const page = world.open()
  await booted(page.frontdesk)
  return { world, page, ...page }
}

describe('rule 3 · sign-out is final · not delivered', () => {
  const marks = ({ tab, frontdesk }: Page) =>
    tab.ambient.originStorage?.getItem(`frontdesk.${String(clientQueryKey(frontdesk)[1])}.sign-outs`) ?? null

  test('behavior: cleared here and in the other tabs, unconfirmed, with a mark that holds no secret', async () => {
    const { world, page, frontdesk } = await open()
    const other = world.open()
    await booted(other.frontdesk)
    world.fault('DELETE /client', { cut: true })
    await expect(signOutAll(frontdesk)).resolves.toEqual({ serverConfirmed: false })
    expect(status(page)).toBe('signed-out')
    expect(await getToken(frontdesk)).toBeNull()
    await until(other.frontdesk, ({ session }) => session.status === 'signed-out')
    const { clientId, sessionIds } = world.seeded!
    expect(JSON.parse(marks(page) ?? '')).toEqual([...sessionIds, clientId])
  })

  test.each<[string, (frontdesk: Frontdesk) => Promise<unknown>, string]>([
    ['signOutAll', (frontdesk) => signOutAll(frontdesk), 'DELETE /client'],
    [
      'keepClient',
      (frontdesk) => signOutAll(frontdesk, { keepClient: true }),
      'POST /client/sessions/<id>/remove',
    ],
    ['signOut', (frontdesk) => signOut(frontdesk), 'POST /client/sessions/<id>/remove'],
  ])(
    'behavior: %s is delivered at the next boot before anything is shown, once',
    async (_, act, endpoint) => {
      const { world, page, frontdesk } = await open()
      page.tab.goOffline()
      await expect(act(frontdesk)).resolves.toEqual({ serverConfirmed: false })
      world.fapi.log.clear()
      const again = page.reload()
      const shown: string[] = []
      again.frontdesk.subscribe(() => shown.push(status(again)))
      await booted(again.frontdesk)
      const sent = world.requests()
      expect(sent.slice(0, 2)).toEqual([
        'GET /client',
        endpoint.replace('<id>', world.seeded!.sessionIds[0]!),
      ])
      expect(shown).toEqual(['signed-out'])
      expect(status(again)).toBe('signed-out')
      expect(marks(again)).toBeNull()
      world.fapi.log.clear()
      const third = again.reload()
      await booted(third.frontdesk)
      expect(world.requests()).toEqual(['GET /client'])
      expect(status(third)).toBe('signed-out')
    },
  )

  test('behavior: while the mark stands and cannot be delivered, nobody is signed in again', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    const end = world.fault('DELETE /client', { cut: true })
    const result = signOutAll(page.frontdesk)
    await time.advance(1000)
    expect(await result).toEqual({ serverConfirmed: false })
    const again = page.reload()
    await time.advance(30_000)
    expect(status(again)).not.toBe('signed-in')
    expect(again.frontdesk.state.connection.status).toBe('error')
    end()
    again.tab.focus()
    await time.advance(1000)
    expect(status(again)).toBe('signed-out')
    expect(world.fapi.clients).toEqual([])
  })

  test('behavior: an unanswered one is delivered again later, and harms no one who signed in since', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    world.fault('DELETE /client', { delay: 3_600_000, times: 1 })
    const result = signOutAll(page.frontdesk)
    await time.advance(35_000)
    expect(await result).toEqual({ serverConfirmed: false })
    const signIn = createSignIn(page.frontdesk, bob)
    await time.advance(60_000)
    await signIn
    expect(page.frontdesk.state.session.session?.user.firstName).toBe('Bob')
    await time.advance(60_000)
    await getClient(page.frontdesk)
    expect(page.frontdesk.state.session.session?.user.firstName).toBe('Bob')
  })

  test('behavior: a sign-in while it hangs again waits for it and times out; once it is delivered, one works', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    const end = world.fault('DELETE /client', { delay: 3_600_000 })
    void signOutAll(page.frontdesk)
    await time.advance(35_000)
    expect(status(page)).toBe('signed-out')
    end()
    const refused = refusal(createSignIn(page.frontdesk, bob))
    await time.advance(90_000)
    expect(await refused).toMatchObject({ code: 'timeout' })
    expect(world.requests('DELETE /client')).toHaveLength(1)
    expect(world.fapi.clients).toEqual([])
    const signIn = createSignIn(page.frontdesk, bob)
    await time.advance(1000)
    await signIn
    expect(page.frontdesk.state.session.session?.user.firstName).toBe('Bob')
  })

  test('behavior: a forged mark sends nothing it should not', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open({ mount: false })
    const key = `frontdesk.${String(clientQueryKey(page.frontdesk)[1])}.sign-outs`
    for (const forged of [
      'not json',
      '{}',
      '["/client/sessions/../../me/remove"]',
      '["/client/sessions/sess_1%2F..%2F../remove"]',
      '["/client/sessions//remove", "/client/sessions/", "/me", "//example.com"]',
      '[1,null,{}]',
      '"/client"x',
    ]) {
      page.tab.ambient.originStorage?.setItem(key, forged)
      const loaded = world.open({ tab: page.tab })
      await booted(loaded.frontdesk)
      expect(status(loaded)).toBe('signed-in')
      loaded.unmount()
    }
    expect(new Set(world.requests())).toEqual(new Set(['GET /client']))
  })
})
