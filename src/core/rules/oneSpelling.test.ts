import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, createWorld, type WorldOptions } from '../../../test/support/world'
import { nativeScheme, signOutAll } from '../../core'

describe('rule 3 · sign-out is final · over two spellings of one instance', () => {
  const instance: WorldOptions = {
    publishableKey: `pk_live_${btoa('clerk.example.com$')}`,
    scheme: 'browser',
    signedIn: [alice],
  }

  test.each<[string, object, object]>([
    ['a domain and a proxy', { domain: 'example.com' }, { proxyUrl: 'https://clerk.example.com' }],
    [
      'a slash at the end',
      { proxyUrl: 'https://clerk.example.com' },
      { proxyUrl: 'https://clerk.example.com/' },
    ],
    ['the key alone', {}, { domain: 'example.com' }],
  ])(
    'behavior: with %s, tabs hear each other, and one delivers what the other could not',
    async (_, one, two) => {
      const time = fakeTime()
      const world = await createWorld(instance)
      const [before, after] = [world.open(one), world.open(two)]
      await time.advance(1000)
      expect(after.frontdesk.state.session.status).toBe('signed-in')
      before.tab.goOffline()
      const signedOut = signOutAll(before.frontdesk)
      await time.advance(500)
      expect(await signedOut).toEqual({ serverConfirmed: false })
      expect(after.frontdesk.state.session.status).toBe('signed-out')
      await time.advance(1000)
      expect(world.fapi.clients).toHaveLength(0)
    },
  )
})

test.each([['the browser'], ['the native app']])(
  'behavior: keys in the storage of %s hold only letters, digits, dots, underscores and hyphens',
  async (where) => {
    const time = fakeTime()
    const world = await createWorld({
      scheme: where === 'the browser' ? 'browser' : 'native',
      signedIn: [alice],
    })
    const keys: string[] = []
    const noting = <Storage extends { setItem(key: string, value: string): unknown }>(storage: Storage) => ({
      ...storage,
      setItem(key: string, value: string) {
        keys.push(key)
        return storage.setItem(key, value)
      },
    })
    const tab = world.browser.openTab()
    const { frontdesk } = world.open({
      tab,
      ...(where === 'the native app' && { scheme: nativeScheme({ storage: noting(world.storage) }) }),
      ambient: {
        tabStorage: noting(tab.ambient.tabStorage),
        originStorage: noting(tab.ambient.originStorage),
      },
    })
    await time.advance(1000)
    tab.goOffline()
    void signOutAll(frontdesk)
    await time.advance(1000)
    expect(new Set(keys).size).toBeGreaterThanOrEqual(2)
    for (const key of keys) expect(key).toMatch(/^[\w.-]+$/)
  },
)
