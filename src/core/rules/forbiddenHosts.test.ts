import { describe, expect, test } from 'vitest'
import { alice, booted, createWorld, schemes, until } from '../../../test/support/world'
import { type Ambient, createSignIn, getToken, sessionCookie, signOut } from '../../core'
import { cookieSuffix } from '../wire/security/cookieSuffix'

const fails = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}
const storage = { getItem: fails, setItem: fails, removeItem: fails }

const forbidden: Record<string, Partial<Ambient>> = {
  'a channel': { openChannel: fails },
  'what a channel sends': { openChannel: () => ({ postMessage: fails, close() {}, onmessage: null }) },
  'locks, at once': { locks: { request: fails } },
  'locks, later': { locks: { request: async () => fails() } },
  'the tab’s storage': { tabStorage: storage },
  'the origin’s storage': { originStorage: storage },
  cookies: {
    cookies: {
      get cookie() {
        return fails()
      },
      set cookie(_) {
        fails()
      },
    },
  },
}
const everything = Object.defineProperties(
  {},
  Object.assign({}, ...Object.values(forbidden).map(Object.getOwnPropertyDescriptors)),
) as Partial<Ambient>

describe('rule 10 · errors speak · where the host forbids', () => {
  for (const scheme of schemes)
    test.each([...Object.entries(forbidden), ['all of these', everything] as const])(
      `behavior: %s, a page signs in and out, as ${scheme}`,
      async (_, ambient) => {
        const world = await createWorld({ scheme })
        const page = world.open({ ambient, ...(scheme === 'devBrowser' && { sessionCookie }) })
        await booted(page.frontdesk)
        await createSignIn(page.frontdesk, alice)
        expect(await getToken(page.frontdesk, { skipCache: true })).toEqual(expect.any(String))
        await signOut(page.frontdesk)
        await until(page.frontdesk, ({ session }) => session.status === 'signed-out')
      },
    )

  test('behavior: a new address, the dev browser in it is still taken over', async () => {
    const world = await createWorld()
    const { devBrowser } = await world.fapi.seedClient({ users: [alice.identifier] })
    const tab = world.browser.openTab({ url: `http://localhost:3000/?__clerk_db_jwt=${devBrowser}` })
    const page = world.open({ tab, ambient: { page: { ...tab.ambient.page, replaceUrl: fails } } })
    await booted(page.frontdesk)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })

  test.each([
    ['throws', fails],
    ['rejects', () => Promise.reject(new DOMException('no', 'NotSupportedError'))],
  ])('behavior: Web Crypto that %s, cookies have their plain names', async (_, digest) => {
    const { subtle } = crypto
    const before = Object.getOwnPropertyDescriptor(subtle, 'digest')
    Object.defineProperty(subtle, 'digest', { value: digest, configurable: true })
    try {
      expect(await cookieSuffix('pk_test_x')).toBeUndefined()
    } finally {
      if (before) Object.defineProperty(subtle, 'digest', before)
      else delete (subtle as Partial<SubtleCrypto>).digest
    }
  })
})
