import { waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInBrowser, renderHookInPage } from '../../../test/support/render'
import { cached } from '../../../test/support/textOf'
import { alice, bob, refusal, schemes, type WorldOptions } from '../../../test/support/world'
import {
  askForPasskey,
  type CreateSignInParameters,
  createPasskey,
  createSignIn,
  deletePasskey,
  getPasskeys,
  setActive,
} from '../../core'
import { createPasskeyDevice } from '../../fapi'
import {
  type StepUp,
  useConnectionStatus,
  useCreatePasskey,
  useDeletePasskey,
  useFrontdesk,
  usePasskey,
  usePasskeys,
  useRenamePasskey,
  useReverification,
  useSession,
  useSignIn,
  useSignOut,
} from '../../index'

/** A page with a device that makes passkeys. */
async function open<Way>(use: () => Way, options: WorldOptions = {}) {
  const device = createPasskeyDevice()
  const opened = await renderHookInBrowser(
    () => ({ connection: useConnectionStatus(), session: useSession(), signOut: useSignOut(), way: use() }),
    { ...options, page: { ambient: { credentials: device } } },
  )
  const { result } = opened
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  return { ...opened, device, way: () => result.current.way, session: () => result.current.session }
}

const useOwn = () => ({
  list: usePasskeys(),
  create: useCreatePasskey(),
  rename: useRenamePasskey(),
  remove: useDeletePasskey(),
})

const useWay = (options?: { autofill?: boolean }) => {
  const flow = useSignIn()
  return { flow, passkey: usePasskey(flow, options), create: useCreatePasskey() }
}

/** Alice with a passkey, signed out. */
async function withPasskey({ autofill = false } = {}) {
  let isOver = false
  const opened = await open(() => useWay({ autofill: autofill && isOver }), { signedIn: [alice] })
  await perform(() => opened.way().create.mutateAsync())
  await perform(() => opened.result.current.signOut.mutateAsync())
  opened.world.fapi.log.clear()
  opened.device.asked.length = 0
  isOver = true
  opened.rerender()
  return opened
}

describe('the own passkeys', () => {
  test.each(schemes)('behavior: made, renamed, removed: %s', async (scheme) => {
    const { way, world } = await open(useOwn, { signedIn: [alice], scheme })
    expect(way().list.data).toEqual([])
    const made = await perform(() => way().create.mutateAsync())
    expect(made).toMatchObject({ name: 'Passkey', lastUsedAt: null, createdAt: expect.any(Number) })
    expect(way().list.data).toMatchObject([{ id: made.id, name: 'Passkey' }])
    await perform(() => way().rename.mutateAsync({ passkeyId: made.id, name: 'My key' }))
    expect(way().list.data).toMatchObject([{ id: made.id, name: 'My key' }])
    await perform(() => way().remove.mutateAsync({ passkeyId: made.id }))
    expect(way().list.data).toEqual([])
    expect(world.requests('POST /me/passkeys')).toHaveLength(1)
  })

  test('behavior: the device has one already; what waits is asked once', async () => {
    const { way, device, world, page } = await open(useOwn, { signedIn: [alice] })
    device.hold()
    const both = [createPasskey(page.frontdesk), createPasskey(page.frontdesk)]
    await waitFor(() => expect(device.asked).toHaveLength(1))
    await perform(async () => {
      device.goOn()
      await Promise.all(both)
    })
    expect(world.requests('POST /me/passkeys')).toHaveLength(1)
    expect(await perform(() => refusal(way().create.mutateAsync()))).toMatchObject({
      code: 'passkey_already_exists',
    })
    expect(await getPasskeys(page.frontdesk)).toHaveLength(1)
    expect(cached(page)).not.toMatch(/attestation/)
  })

  test('behavior: whoever is shown meanwhile makes their own', async () => {
    const { device, page, session } = await open(useOwn, { signedIn: [alice, bob] })
    const { frontdesk } = page
    const [first, second] = page.frontdesk._internal.client!.sessions
    await perform(() => setActive(frontdesk, { sessionId: first!.id }))
    device.hold()
    const former = refusal(createPasskey(frontdesk))
    await waitFor(() => expect(device.asked).toHaveLength(1))
    await perform(() => setActive(frontdesk, { sessionId: second!.id }))
    const own = createPasskey(frontdesk)
    await waitFor(() => expect(device.asked).toHaveLength(2))
    const made = await perform(async () => {
      device.goOn()
      return own
    })
    expect(await former).toMatchObject({ code: 'passkey_cancelled' })
    expect(session().sessionId).toBe(second!.id)
    expect(await getPasskeys(frontdesk)).toMatchObject([{ id: made.id }])
  })

  test('error: nobody is signed in; the session has to be proved again', async () => {
    const out = await open(useOwn, { signedIn: [] })
    expect(await refusal(createPasskey(out.page.frontdesk))).toMatchObject({ code: 'session_not_found' })
    const old = await open(useOwn, { signedIn: [alice] })
    old.world.fapi.clock.advance(10 * 60_000)
    const refused = [
      refusal(createPasskey(old.page.frontdesk)),
      refusal(deletePasskey(old.page.frontdesk, { passkeyId: 'idn_unknown' })),
    ]
    for (const error of await Promise.all(refused))
      expect(error).toMatchObject({ code: 'session_reverification_required' })
    expect([...out.device.asked, ...old.device.asked]).toEqual([])
  })

  test('behavior: proves again who one is', async () => {
    const useStepUp = () => {
      const frontdesk = useFrontdesk()
      return { ...useOwn(), frontdesk, stepUp: useReverification(() => createPasskey(frontdesk)) }
    }
    const { way, world } = await open(useStepUp, { signedIn: [alice] })
    await perform(() => way().create.mutateAsync())
    world.fapi.clock.advance(10 * 60_000)
    const again = refusal(way().stepUp.call())
    await waitFor(() => expect(way().stepUp.reverification?.status).toBe('needs_first_factor'))
    await perform(async () => {
      const { prepareFirstFactor, attemptFirstFactor } = way().stepUp.reverification as Extract<
        StepUp,
        { prepareFirstFactor: unknown }
      >
      const strategy = 'passkey'
      const { firstFactorVerification } = await prepareFirstFactor({ strategy })
      const publicKeyCredential = await askForPasskey(way().frontdesk, firstFactorVerification)
      await attemptFirstFactor({ strategy, publicKeyCredential })
    })
    // Then the call is made: the device has one already.
    expect(await again).toMatchObject({ code: 'passkey_already_exists' })
  })
})

describe('usePasskey', () => {
  test.each([{}, { identifier: alice.identifier }])('behavior: signs in: %o', async (parameters) => {
    const { way, session, device } = await withPasskey()
    expect(way().passkey.isSupported).toBe(true)
    await perform(() => way().passkey.signIn(parameters))
    expect(session()).toMatchObject({ status: 'signed-in', session: { user: { firstName: 'Alice' } } })
    expect(way().flow.signIn.status).toBe('complete')
    const { allowCredentials } = device.asked[0]!.options.publicKey as { allowCredentials: unknown[] }
    expect(allowCredentials).toHaveLength('identifier' in parameters ? 1 : 0)
  })

  test('behavior: as the second step of who has said who it is', async () => {
    const { way, session, world } = await withPasskey()
    await perform(() => way().flow.create({ identifier: alice.identifier }))
    await perform(() => way().passkey.signIn())
    expect(session().status).toBe('signed-in')
    expect(world.requests('POST /client/sign_ins')).toHaveLength(1)
  })

  test('behavior: both steps in one handler', async () => {
    const { way, session, device, world } = await withPasskey()
    const { flow, passkey } = way()
    await perform(async () => {
      await flow.create({ identifier: alice.identifier })
      await passkey.signIn()
    })
    expect(session().status).toBe('signed-in')
    expect(world.requests('POST /client/sign_ins')).toHaveLength(1)
    expect(device.asked).toMatchObject([{ options: { publicKey: { allowCredentials: [{}] } } }])
  })

  test('behavior: one handler that goes back signs in whoever has a passkey', async () => {
    const { way, device, world } = await withPasskey()
    await perform(() => way().flow.create({ identifier: alice.identifier }))
    const { flow, passkey } = way()
    await perform(async () => {
      flow.reset()
      await passkey.signIn()
    })
    expect(world.requests('POST /client/sign_ins')).toHaveLength(2)
    expect(device.asked).toMatchObject([{ options: { publicKey: { allowCredentials: [] } } }])
  })

  test.each([
    ['NotAllowedError', 'passkey_cancelled'],
    ['AbortError', 'passkey_cancelled'],
    ['SecurityError', 'passkey_wrong_domain'],
    ['NotReadableError', 'passkey_failed'],
    ['constructor', 'passkey_failed'],
  ])('error: the browser says %s: %s', async (name, code) => {
    const { way, session, device } = await withPasskey()
    device.fail(name)
    expect(await perform(() => refusal(way().passkey.signIn()))).toMatchObject({ code, cause: { name } })
    expect(session().status).toBe('signed-out')
    await perform(() => way().passkey.signIn())
    expect(session().status).toBe('signed-in')
  })

  test('error: a browser without passkeys asks for nothing', async () => {
    const { world, page } = await renderHookInBrowser(() => null, { signedIn: [alice] })
    const { result } = renderHookInPage(page, () => useWay({ autofill: true }))
    await waitFor(() => expect(world.requests('GET /client')).toHaveLength(1))
    expect(result.current.passkey.isSupported).toBe(false)
    world.fapi.log.clear()
    const unsupported = { code: 'passkey_not_supported' }
    expect(await refusal(result.current.passkey.signIn())).toMatchObject(unsupported)
    expect(await refusal(createPasskey(page.frontdesk))).toMatchObject(unsupported)
    expect(world.requests()).toEqual([])
  })

  test('error: an answer without a question, a user without any, one that was removed', async () => {
    const { way, world, page } = await withPasskey()
    for (const nonce of [undefined, null, '', '{', '{"challenge":"%"}', '[]'])
      expect(await refusal(askForPasskey(page.frontdesk, { nonce: nonce as string }))).toMatchObject({
        code: 'malformed_response',
        path: 'nonce',
      })
    const none = perform(() => way().passkey.signIn({ identifier: bob.identifier }))
    expect(await refusal(none)).toMatchObject({ code: 'no_passkeys_found_for_user' })
    const signed = await perform(() => way().passkey.signIn())
    expect(signed.status).toBe('complete')
    expect(world.fapi.sessions.at(-1)!.status).toBe('active')
  })
})

describe('autofill', () => {
  test('behavior: offers passkeys once it mounts, quietly; the one that is chosen signs in', async () => {
    const { way, session, device, world } = await withPasskey({ autofill: true })
    await waitFor(() =>
      expect(device.asked).toMatchObject([{ kind: 'get', options: { mediation: 'conditional' } }]),
    )
    expect(world.requests('POST /client/sign_ins')).toHaveLength(1)
    expect(way().flow).toMatchObject({ isPending: false, error: null })
    await perform(async () => device.goOn())
    await waitFor(() => expect(session().status).toBe('signed-in'))
  })

  test('behavior: gives way to who is typed in, to the dialog, and to the end of the page', async () => {
    const { way, session, device, unmount } = await withPasskey({ autofill: true })
    await waitFor(() => expect(device.asked).toHaveLength(1))
    const [first] = device.asked
    await perform(() => way().flow.create({ identifier: alice.identifier }))
    expect(first!.options.signal.aborted).toBe(true)
    await perform(async () => way().flow.reset())
    await waitFor(() => expect(device.asked).toHaveLength(2))
    device.fail('NotAllowedError')
    expect(await perform(() => refusal(way().passkey.signIn()))).toMatchObject({ code: 'passkey_cancelled' })
    expect(device.asked[1]!.options.signal.aborted).toBe(true)
    // Who has closed the dialog is offered them again.
    await waitFor(() => expect(device.asked).toHaveLength(4))
    expect(session().status).toBe('signed-out')
    expect(device.asked[3]!.options).toMatchObject({ mediation: 'conditional', signal: { aborted: false } })
    unmount()
    expect(device.asked[3]!.options.signal.aborted).toBe(true)
  })

  test('behavior: a passkey that is chosen too late is asked for once more', async () => {
    const { session, device, world } = await withPasskey({ autofill: true })
    await waitFor(() => expect(device.asked).toHaveLength(1))
    world.fapi.clock.advance(10 * 60_000)
    device.goOn()
    await waitFor(() => expect(device.asked).toHaveLength(2))
    await perform(async () => device.goOn())
    await waitFor(() => expect(session().status).toBe('signed-in'))
  })

  test('behavior: leaves a sign-in alone that is under way', async () => {
    const { way, page, device, world } = await withPasskey()
    await perform(() => way().flow.create({ identifier: alice.identifier }))
    world.fapi.log.clear()
    const { result } = renderHookInPage(page, () => useWay({ autofill: true }))
    await perform(async () => {})
    expect(result.current.flow.signIn.status).toBe('needs_first_factor')
    expect(world.requests()).toEqual([])
    expect(device.asked).toEqual([])
  })

  test.each<[string, CreateSignInParameters]>([
    ['a code by e-mail', { strategy: 'email_code', identifier: alice.identifier }],
    ['who was typed in', { identifier: alice.identifier }],
    ['a provider', { strategy: 'oauth_google', redirectUrl: 'http://localhost:3000/back' }],
  ])('behavior: a page that opens leaves alone what waits: %s', async (_, parameters) => {
    const { page, device, world } = await withPasskey()
    const { id } = await perform(() => createSignIn(page.frontdesk, parameters))
    world.fapi.log.clear()
    for (const opened of [page.reload(), world.open({ mount: false, ambient: { credentials: device } })]) {
      const { result, unmount } = renderHookInPage(opened, () => useWay({ autofill: true }))
      await waitFor(() => expect(result.current.flow.signIn.id).toBe(id))
      await perform(async () => {})
      expect(result.current.flow.signIn.id).toBe(id)
      unmount()
    }
    expect(world.requests('POST /client/sign_ins')).toEqual([])
    expect(device.asked).toEqual([])
  })

  test.each(['a remount', 'a reload', 'a second tab'])(
    'behavior: what was offered is offered again: %s',
    async (kind) => {
      const { page, device, world, unmount } = await withPasskey({ autofill: true })
      await waitFor(() => expect(device.asked).toHaveLength(1))
      if (kind !== 'a second tab') unmount()
      const opened =
        kind === 'a remount'
          ? page
          : kind === 'a reload'
            ? page.reload()
            : world.open({ mount: false, ambient: { credentials: device } })
      const { result } = renderHookInPage(opened, () => ({
        way: useWay({ autofill: true }),
        session: useSession(),
      }))
      await waitFor(() => expect(device.asked).toHaveLength(2))
      expect(device.asked[1]!.options).toMatchObject({ mediation: 'conditional', signal: { aborted: false } })
      // Whichever tab a passkey is chosen in, nobody has taken its place.
      expect(world.requests('POST /client/sign_ins')).toHaveLength(1)
      await perform(async () => device.goOn())
      await waitFor(() => expect(result.current.session.status).toBe('signed-in'))
    },
  )

  test.each([
    ['the answer', 10 * 60_000, 0],
    ['the clock', 0, 11 * 60_000],
  ])('behavior: what has expired by %s is not offered again', async (_, passed, ahead) => {
    const { page, device, world, unmount } = await withPasskey({ autofill: true })
    await waitFor(() => expect(device.asked).toHaveLength(1))
    unmount()
    world.fapi.clock.advance(passed)
    const ambient = { credentials: device, now: () => Date.now() + ahead }
    const opened = world.open({ mount: false, tab: page.tab, ambient })
    const { result } = renderHookInPage(opened, () => ({
      way: useWay({ autofill: true }),
      session: useSession(),
    }))
    await waitFor(() => expect(device.asked).toHaveLength(2))
    expect(world.requests('POST /client/sign_ins')).toHaveLength(2)
    await perform(async () => device.goOn())
    await waitFor(() => expect(result.current.session.status).toBe('signed-in'))
    expect(device.asked).toHaveLength(2)
  })

  test('behavior: a double click shows one dialog, and so does a click while it is open', async () => {
    const { way, session, device, world } = await withPasskey({ autofill: true })
    await waitFor(() => expect(device.asked).toHaveLength(1))
    device.hold()
    const clicks = [way().passkey.signIn(), way().passkey.signIn()]
    await waitFor(() => expect(device.asked).toHaveLength(2))
    clicks.push(way().passkey.signIn())
    await perform(async () => {})
    expect(device.asked).toMatchObject([
      { options: { mediation: 'conditional', signal: { aborted: true } } },
      { options: { signal: { aborted: false } } },
    ])
    const [signed, ...others] = await perform(async () => {
      device.goOn()
      return Promise.all(clicks)
    })
    expect(signed!.status).toBe('complete')
    expect(others).toEqual([signed, signed])
    expect(session().status).toBe('signed-in')
    expect(world.requests('POST /client/sign_ins')).toHaveLength(2)
  })

  test('behavior: who clicks before the page is ready keeps the dialog', async () => {
    const { page, device, unmount } = await withPasskey()
    unmount()
    device.hold()
    const { result } = renderHookInPage(page.reload(), () => ({
      connection: useConnectionStatus(),
      way: useWay({ autofill: true }),
    }))
    const signing = result.current.way.passkey.signIn()
    await waitFor(() => expect(result.current.connection.status).toBe('ready'))
    await waitFor(() => expect(device.asked).toHaveLength(1))
    await perform(async () => {})
    const signed = await perform(async () => {
      device.goOn()
      return signing
    })
    expect(signed.status).toBe('complete')
    expect(device.asked).toMatchObject([{ options: { signal: { aborted: false } } }])
  })

  test('behavior: who is refused before the page is ready is offered them then', async () => {
    const { page, device, unmount } = await withPasskey()
    unmount()
    const { result } = renderHookInPage(page.reload(), () => useWay({ autofill: true }))
    const refused = refusal(result.current.passkey.signIn({ identifier: bob.identifier }))
    expect(await perform(() => refused)).toMatchObject({ code: 'no_passkeys_found_for_user' })
    await waitFor(() => expect(device.asked).toMatchObject([{ options: { mediation: 'conditional' } }]))
  })
})
