import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { cached, recordingStorage, textOf } from '../../../test/support/textOf'
import { alice, bob, booted, createWorld, refusal, schemes, type World } from '../../../test/support/world'
import { attemptFirstFactor, createSignIn, getToken, signInMutationOptions, signOutAll } from '../../core'

const jwt = /eyJ[\w-]+\.eyJ[\w-]+\./

describe('rule 9 · secrets stay in memory', () => {
  test.each(schemes)(
    'behavior: with %s no token and no password is cached, stored or told',
    async (scheme) => {
      const written: string[] = []
      const world: World = await createWorld({ scheme, missingClient: 401 })
      const tab = world.browser.openTab()
      const page = world.open({
        tab,
        queryClient: new QueryClient(),
        ambient: {
          tabStorage: recordingStorage(tab.ambient.tabStorage, written),
          originStorage: recordingStorage(tab.ambient.originStorage, written),
        },
      })
      const { frontdesk, queryClient } = page
      await booted(frontdesk)
      const wrong = 'a-wrong-password'
      const errors: unknown[] = []
      const { id } = await createSignIn(frontdesk, { identifier: alice.identifier })
      errors.push(
        await refusal(attemptFirstFactor(frontdesk, { signInId: id, strategy: 'password', password: wrong })),
      )
      await attemptFirstFactor(frontdesk, { signInId: id, strategy: 'password', password: alice.password })
      await queryClient
        .getMutationCache()
        .build(queryClient, signInMutationOptions(frontdesk))
        .execute([() => createSignIn(frontdesk, bob)])
      expect(frontdesk.state.session.status).toBe('signed-in')
      expect(await getToken(frontdesk, { skipCache: true })).toMatch(jwt)
      await new Promise((resolve) => setTimeout(resolve, 5))

      expect(cached(page)).not.toMatch(jwt)
      for (const password of [alice.password, bob.password, wrong])
        expect(cached(page)).not.toContain(password)
      expect(textOf(frontdesk.state)).not.toMatch(jwt)

      world.fault('DELETE /client', { status: 403 })
      errors.push(await refusal(signOutAll(frontdesk)))
      errors.push(await refusal(getToken(frontdesk, { template: 'none' })))
      tab.goOffline()
      await signOutAll(frontdesk)
      const dvb = world.fapi.devBrowsers[0]?.token ?? '(none)'
      const secrets = [alice.password, bob.password, wrong, dvb]
      for (const secret of secrets) {
        expect(written.join('\n')).not.toContain(secret)
        expect(textOf(errors)).not.toContain(secret)
      }
      expect(written.length).toBeGreaterThan(0)
      expect(written.join('\n')).not.toMatch(jwt)
      expect(textOf(errors)).not.toMatch(jwt)
      if (scheme === 'native') expect([...world.storage.items.keys()]).toHaveLength(2)
    },
    15_000,
  )

  test('behavior: in production scripts see no cookie that is a secret', async () => {
    const world = await createWorld({ scheme: 'browser', signedIn: [alice] })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
    expect(page.tab.ambient.cookies?.cookie ?? '').not.toMatch(jwt)
    expect(world.browser.cookies.find(({ name }) => name === '__client')?.httpOnly).toBe(true)
  })
})
