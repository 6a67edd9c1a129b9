import { describe, expect, test } from 'vitest'
import { alice, booted, createWorld, type Page, until } from '../../../test/support/world'
import { createSignIn, getClient, getToken, signOut, signOutAll } from '../../core'

const notKept = { error: { code: 'client_not_kept' } }
const ready = { status: 'ready', error: undefined }
const connection = ({ frontdesk }: Page) => frontdesk.state.connection
const status = ({ frontdesk }: Page) => frontdesk.state.session.status

async function reload(page: Page) {
  const next = page.reload()
  await booted(next.frontdesk)
  return next
}

const missing = ['null', 401, 404] as const
const schemes = ['browser', 'devBrowser'] as const
const policies = ['create', 'ensure', 'read'] as const
const kinds = missing.flatMap((missingClient) =>
  schemes.flatMap((scheme) => policies.map((bootstrap) => ({ missingClient, scheme, bootstrap }))),
)

describe('rule 10 · errors speak · of a browser that blocks cookies', () => {
  test.each(kinds)('behavior: one sign-in and a reload tell, with %o', async ({ bootstrap, ...options }) => {
    const world = await createWorld({ ...options, browser: { blockCookies: true } })
    const page = world.open({ bootstrap })
    await booted(page.frontdesk)
    await createSignIn(page.frontdesk, alice)
    expect(status(page)).toBe('signed-in')
    const next = await reload(page)
    expect(connection(next)).toMatchObject(notKept)
    await createSignIn(next.frontdesk, alice)
    expect(status(next)).toBe('signed-in')
    expect(connection(await reload(next))).toMatchObject(notKept)
  })

  const noStorage = { tabStorage: undefined, originStorage: undefined }
  test.each(kinds)('behavior: where storage is blocked, too, the sign-in tells, with %o', async (kind) => {
    const { bootstrap, ...options } = kind
    const world = await createWorld({ ...options, browser: { blockCookies: true } })
    const page = world.open({ bootstrap, ambient: noStorage })
    await booted(page.frontdesk)
    await createSignIn(page.frontdesk, alice)
    await until(page.frontdesk, (state) => state.connection.status === 'degraded')
    expect(connection(page)).toMatchObject(notKept)
    const sent = world.requests().length
    await booted(page.frontdesk)
    expect(world.requests()).toHaveLength(sent)
  })

  test.each(kinds)('behavior: that merely has no storage keeps its client, with %o', async (kind) => {
    const { bootstrap, ...options } = kind
    const world = await createWorld(options)
    const page = world.open({ bootstrap, ambient: noStorage })
    await booted(page.frontdesk)
    await createSignIn(page.frontdesk, alice)
    await booted(page.frontdesk)
    await getClient(page.frontdesk)
    expect([connection(page), status(page)]).toEqual([ready, 'signed-in'])
    const next = await reload(page)
    expect([connection(next), status(next)]).toEqual([ready, 'signed-in'])
  })
})

describe('a client that is gone for another reason', () => {
  test.each([
    ['another tab signed everyone out', signOutAll],
    [
      'another tab signed everyone out, and kept the client',
      (it: Page['frontdesk']) => signOutAll(it, { keepClient: true }),
    ],
    ['another tab signed the session out', signOut],
  ])('behavior: is no client that was not kept: %s', async (_, act) => {
    const world = await createWorld({ scheme: 'browser' })
    const [mine, other] = [world.open(), world.open()]
    await booted(mine.frontdesk)
    await createSignIn(mine.frontdesk, alice)
    await until(other.frontdesk, ({ session }) => session.status === 'signed-in')
    await act(other.frontdesk)
    await until(mine.frontdesk, ({ session }) => session.status === 'signed-out')
    const next = await reload(mine)
    expect([connection(next), status(next)]).toEqual([ready, 'signed-out'])
  })

  test('behavior: is no client that was not kept: this tab signed everyone out', async () => {
    const world = await createWorld({ scheme: 'browser' })
    const page = world.open()
    await booted(page.frontdesk)
    await createSignIn(page.frontdesk, alice)
    await signOutAll(page.frontdesk)
    expect(connection(await reload(page))).toEqual(ready)
  })

  test('behavior: is no client that was not kept: cookies were cleared after a reload had found it', async () => {
    const world = await createWorld({ scheme: 'browser' })
    const page = world.open()
    await booted(page.frontdesk)
    await createSignIn(page.frontdesk, alice)
    const next = await reload(page)
    world.browser.clearCookies()
    expect(connection(await reload(next))).toEqual(ready)
  })

  test.each(['null', 401] as const)(
    'behavior: is no client that was not kept: signed out elsewhere after a token was had, %s',
    async (missingClient) => {
      const world = await createWorld({ scheme: 'browser', missingClient })
      const page = world.open()
      await booted(page.frontdesk)
      await createSignIn(page.frontdesk, alice)
      await getToken(page.frontdesk, { skipCache: true })
      // An app on another subdomain shares the cookie, and no channel.
      const elsewhere = world.open({ mount: false, ambient: { openChannel: undefined } })
      await getClient(elsewhere.frontdesk)
      page.unmount()
      await signOutAll(elsewhere.frontdesk)
      expect(connection(await reload(page))).toEqual(ready)
    },
  )
})
