import { QueryClient } from '@tanstack/react-query'
import { act, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { editClients } from '../../../test/support/editedClients'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { perform, renderHookInBrowser, renderHookInPage } from '../../../test/support/render'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, refusal, type World, type WorldOptions } from '../../../test/support/world'
import { attemptFirstFactor, createSignIn, getClient, reloadSignIn, signOutAll } from '../../core'
import { useConnectionStatus, useSession, useSignIn } from '../../index'

const { identifier, password } = alice
const day = 24 * 60 * 60 * 1000

const everything = () => ({ connection: useConnectionStatus(), session: useSession(), flow: useSignIn() })

async function open(options: WorldOptions & { page?: object } = {}) {
  const opened = await renderHookInBrowser(everything, options)
  await waitFor(() => expect(opened.result.current.connection.status).toBe('ready'))
  return opened
}

/** Another tab of the same browser. */
async function openTab(world: World) {
  const { result } = renderHookInPage(world.open({ mount: false }), everything)
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  return result
}

const none = { status: 'needs_identifier', id: null, identifier: null, createdSessionId: null }

const secondFactorUser = {
  identifier: 'tess@example.com',
  password: 'tess-password',
  totpSecret: 'ABCDEFGHIJKLMNOP',
  backupCodes: ['backup-1'],
}

describe('the attempt lives on the client', () => {
  test.each<[string, (flow: ReturnType<typeof useSignIn>) => Promise<unknown>, object]>([
    ['begun', ({ create }) => create({ identifier }), { status: 'needs_first_factor', identifier }],
    [
      'with a code sent',
      ({ create }) => create({ identifier, strategy: 'email_code' }),
      { status: 'needs_first_factor', firstFactorVerification: { strategy: 'email_code', attempts: 0 } },
    ],
    [
      'at its second factor',
      ({ create }) => create(secondFactorUser),
      {
        status: 'needs_second_factor',
        supportedSecondFactors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
      },
    ],
    ['without an identifier', ({ create }) => create(), { status: 'needs_identifier', identifier: null }],
  ])('behavior: %s, it is there after a reload, and in another tab', async (_, step, expected) => {
    const { result, world, page, unmount } = await open({ users: [alice as never, secondFactorUser] })
    await perform(() => step(result.current.flow))
    const { id } = result.current.flow.signIn
    expect(id).toMatch(/^sia_/)
    expect(result.current.flow.signIn).toMatchObject(expected)
    const other = await openTab(world)
    await waitFor(() => expect(other.current.flow.signIn).toMatchObject({ ...expected, id }))
    unmount()
    const again = renderHookInPage(page.reload(), everything).result
    await waitFor(() => expect(again.current.flow.signIn).toMatchObject({ ...expected, id }))
  })

  test('behavior: a step goes on after a reload', async () => {
    const { result, page, unmount } = await open()
    await perform(() => result.current.flow.create({ identifier }))
    unmount()
    const again = renderHookInPage(page.reload(), everything).result
    await waitFor(() => expect(again.current.flow.signIn.status).toBe('needs_first_factor'))
    await perform(() => again.current.flow.attemptFirstFactor({ strategy: 'password', password }))
    expect(again.current.flow.signIn.status).toBe('complete')
    expect(again.current.session.status).toBe('signed-in')
  })

  test('behavior: another tab that begins anew shows here, too, and steps go on with it', async () => {
    const { result, world } = await open({ signedIn: [] })
    await perform(() => result.current.flow.create({ identifier }))
    const other = await openTab(world)
    const { id } = await perform(() => other.current.flow.create({ identifier: bob.identifier }))
    await waitFor(() => expect(result.current.flow.signIn).toMatchObject({ id, identifier: bob.identifier }))
    await perform(() =>
      result.current.flow.attemptFirstFactor({ strategy: 'password', password: bob.password! }),
    )
    expect(result.current.session.session?.user.firstName).toBe('Bob')
    await waitFor(() => expect(other.current.flow.signIn).toMatchObject(none))
  })

  test('behavior: a sign-out of all takes it along', async () => {
    const { result, page } = await open({ signedIn: [bob] })
    await perform(() => result.current.flow.create({ identifier }))
    await perform(() => signOutAll(page.frontdesk))
    expect(result.current.flow.signIn).toMatchObject(none)
    const error = await perform(() =>
      refusal(result.current.flow.attemptFirstFactor({ strategy: 'password', password })),
    )
    expect(error).toMatchObject({ code: 'sign_in_missing' })
    await perform(() => result.current.flow.create(alice))
    expect(result.current.session.status).toBe('signed-in')
  })
})

describe('a completed attempt', () => {
  test('behavior: stays though the client has forgotten it, until reset()', async () => {
    const { result, page } = await open()
    await perform(() => result.current.flow.create(alice))
    await perform(() => getClient(page.frontdesk))
    expect(result.current.flow.signIn).toMatchObject({
      status: 'complete',
      createdSessionId: result.current.session.sessionId,
    })
    await perform(async () => result.current.flow.reset())
    expect(result.current.flow.signIn).toMatchObject(none)
  })

  test('behavior: stays until the next one', async () => {
    const { result } = await open()
    await perform(() => result.current.flow.create(alice))
    await perform(() => result.current.flow.create({ identifier: bob.identifier }))
    expect(result.current.flow.signIn).toMatchObject({
      status: 'needs_first_factor',
      identifier: bob.identifier,
    })
  })

  test('behavior: that stays on the client, as after a link, is nothing to a form that begins later', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    const sign_in = { id: 'sia_kept', status: 'complete', created_session_id: world.seeded!.sessionIds[0] }
    const fetch = editClients(tab, (client) => ({ ...client, sign_in }))
    const { result } = renderHookInPage(world.open({ tab, mount: false, ambient: { fetch } }), everything)
    await waitFor(() => expect(result.current.connection.status).toBe('ready'))
    expect(result.current.flow.signIn).toMatchObject(none)
  })

  test('behavior: makes its session this tab’s, where another account was, and of no other tab', async () => {
    const { result, world } = await open({ signedIn: [bob] })
    const other = await openTab(world)
    await perform(() => result.current.flow.create(alice))
    expect(result.current.session.session?.user.firstName).toBe('Alice')
    expect(other.current.session.session?.user.firstName).toBe('Bob')
  })

  test('parameters: activate: false leaves this tab its own, as an option and in a step', async () => {
    const use = () => ({ session: useSession(), flow: useSignIn({ activate: false }) })
    const { result, world } = await renderHookInBrowser(use, { signedIn: [bob] })
    await waitFor(() => expect(result.current.session.status).toBe('signed-in'))
    await perform(() => result.current.flow.create(alice))
    expect(result.current.flow.signIn.status).toBe('complete')
    expect(result.current.session.session?.user.firstName).toBe('Bob')
    const other = await openTab(world)
    await perform(() => other.current.flow.create({ identifier: 'carol@example.com' }))
    const before = other.current.session.sessionId
    await perform(() =>
      other.current.flow.attemptFirstFactor({
        strategy: 'password',
        password: 'carol-password',
        activate: false,
      }),
    )
    expect(other.current.session.sessionId).toBe(before)
  })

  test('behavior: follows the Frontend API where tabs follow each other', async () => {
    const { result } = await open({ signedIn: [bob], page: { tabSession: 'follow' } })
    await perform(() => result.current.flow.create({ ...alice, activate: false }))
    expect(result.current.session.session?.user.firstName).toBe('Alice')
  })
})

describe('reset()', () => {
  test('behavior: of one under way, it is not shown again in this tab: not by an answer, nor after a reload', async () => {
    const { result, page, world, unmount } = await open()
    const { id } = await perform(() => result.current.flow.create({ identifier }))
    const other = await openTab(world)
    await perform(async () => result.current.flow.reset())
    expect(result.current.flow.signIn).toMatchObject(none)
    await perform(() => getClient(page.frontdesk))
    expect(result.current.flow.signIn).toMatchObject(none)
    expect(other.current.flow.signIn.id).toBe(id)
    unmount()
    const again = renderHookInPage(page.reload(), everything).result
    await waitFor(() => expect(again.current.connection.status).toBe('ready'))
    expect(again.current.flow.signIn).toMatchObject(none)
    await perform(() => again.current.flow.create({ identifier: bob.identifier }))
    expect(again.current.flow.signIn.identifier).toBe(bob.identifier)
  })

  test('behavior: a step that is taken anew while it was under way shows', async () => {
    const { result, world } = await open()
    await perform(async () => {
      const { create, reset } = result.current.flow
      const first = create({ identifier })
      reset()
      await Promise.all([first, create({ identifier })])
    })
    expect(result.current.flow.signIn).toMatchObject({ status: 'needs_first_factor', identifier })
    expect(world.requests('POST /client/sign_ins')).toHaveLength(1)
    await perform(() => result.current.flow.attemptFirstFactor({ strategy: 'password', password }))
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: all forms of the tab go back to their first step, without a request', async () => {
    const both = () => ({ connection: useConnectionStatus(), one: useSignIn(), two: useSignIn() })
    const { result, world } = await renderHookInBrowser(both)
    await waitFor(() => expect(result.current.connection.status).toBe('ready'))
    await perform(() => result.current.one.create({ identifier }))
    expect(result.current.two.signIn.status).toBe('needs_first_factor')
    world.fapi.log.clear()
    await perform(async () => result.current.two.reset())
    expect([result.current.one.signIn, result.current.two.signIn]).toMatchObject([none, none])
    expect(world.requests()).toEqual([])
  })
})

describe('what is wrong', () => {
  test.each<[string, object | null]>([
    ['is no object', null],
    ['has no id', { status: 'needs_first_factor' }],
    ['has a status that is none', { id: 'sia_1', status: 7 }],
    ['has factors that are none', { id: 'sia_1', status: 'needs_first_factor', supported_first_factors: 7 }],
    ['has a verification that is none', { id: 'sia_1', status: 'new', first_factor_verification: 'x' }],
  ])(
    'behavior: with an attempt that rides along and %s masks no answer, and breaks no form',
    async (_, odd) => {
      const world = await createWorld()
      const tab = world.browser.openTab()
      const fetch = editClients(tab, (client) => ({ ...client, sign_in: odd }))
      const { result } = renderHookInPage(world.open({ tab, mount: false, ambient: { fetch } }), everything)
      await waitFor(() => expect(result.current.connection.status).toBe('ready'))
      expect(result.current.flow.signIn).toMatchObject(none)
      await perform(() => result.current.flow.create({ identifier }))
      expect(result.current.flow.signIn).toMatchObject({ status: 'needs_first_factor', identifier })
      await perform(() => result.current.flow.attemptFirstFactor({ strategy: 'password', password }))
      expect(result.current.flow.signIn.status).toBe('complete')
      expect(result.current.session.status).toBe('signed-in')
    },
  )

  test.each<[string, unknown, string]>([
    ['no object', 'x', ''],
    ['no id', { status: 'complete' }, 'id'],
    ['a status that is none', { id: 'sia_1', status: null }, 'status'],
    ['no session though it is complete', { id: 'sia_1', status: 'complete' }, 'createdSessionId'],
    [
      'factors that are none',
      { id: 'sia_1', status: 'x', supported_first_factors: [7] },
      'supportedFirstFactors.0',
    ],
  ])('error: an answer with %s is malformed_response, and the state unharmed', async (_, response, path) => {
    const { result, world } = await open()
    await perform(() => result.current.flow.create({ identifier }))
    const { id } = result.current.flow.signIn
    world.fault(`POST /client/sign_ins/${id}/attempt_first_factor`, {
      status: 200,
      body: { response },
      times: 1,
    })
    const attempt = { strategy: 'password', password } as const
    const error = await perform(() => refusal(result.current.flow.attemptFirstFactor(attempt)))
    expect(error).toMatchObject({ code: 'malformed_response', path })
    expect(result.current.flow.signIn).toMatchObject({ id, status: 'needs_first_factor' })
    await perform(() => result.current.flow.attemptFirstFactor(attempt))
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: an unknown status and an unknown factor are kept', async () => {
    const { result, world } = await open()
    const response = {
      id: 'sia_1',
      status: 'needs_dna',
      supported_first_factors: [{ strategy: 'dna', site: 'x' }],
    }
    world.fault('POST /client/sign_ins', { status: 200, body: { response }, times: 1 })
    await perform(() => result.current.flow.create({ identifier }))
    expect(result.current.flow.signIn).toMatchObject({
      status: 'needs_dna',
      supportedFirstFactors: [{ strategy: 'dna', site: 'x' }],
      supportedSecondFactors: [],
      secondFactorVerification: null,
    })
  })
})

describe('a step that does not fit is a typed error, and the state unharmed', () => {
  test.each<[string, (flow: ReturnType<typeof useSignIn>) => Promise<unknown>, string, number]>([
    [
      'a second factor before the first',
      ({ attemptSecondFactor }) => attemptSecondFactor({ strategy: 'totp', code: '123456' }),
      'client_state_invalid',
      400,
    ],
    [
      'a new password before a code',
      ({ resetPassword }) => resetPassword({ password }),
      'client_state_invalid',
      400,
    ],
    [
      'a code before one was sent',
      ({ attemptFirstFactor }) => attemptFirstFactor({ strategy: 'email_code', code: '424242' }),
      'verification_missing',
      400,
    ],
    [
      'a factor that the user has not',
      ({ prepareFirstFactor }) => prepareFirstFactor({ strategy: 'phone_code', phoneNumberId: 'idn_1' }),
      'strategy_for_user_invalid',
      400,
    ],
    [
      'an empty password',
      ({ attemptFirstFactor }) => attemptFirstFactor({ strategy: 'password', password: '' }),
      'form_param_nil',
      422,
    ],
  ])('error: %s', async (_, step, code, status) => {
    const { result } = await open()
    const { id } = await perform(() => result.current.flow.create({ identifier }))
    const error = await perform(() => refusal(step(result.current.flow)))
    expect(error).toMatchObject({ name: 'FrontdeskError', code, status })
    expect(result.current.flow).toMatchObject({ error, signIn: { id, status: 'needs_first_factor' } })
    await perform(() => result.current.flow.attemptFirstFactor({ strategy: 'password', password }))
    expect(result.current.session.status).toBe('signed-in')
  })

  test.each([
    ['an empty identifier', { identifier: '', password: 'x' }],
    ['none', { password: 'x' }],
  ])('error: %s, and the form stays where it was', async (_, parameters) => {
    const { result } = await open()
    const error = await perform(() => refusal(result.current.flow.create(parameters)))
    expect(error).toMatchObject({ status: 422, errors: [{ meta: { paramName: 'identifier' } }] })
    expect(result.current.flow.signIn).toMatchObject(none)
  })

  test('error: one that has expired, and the form is at its first step', async () => {
    const time = fakeTime()
    const { result, world } = await renderHookInBrowser(everything)
    await act(() => time.settle())
    await act(async () => {
      const begun = result.current.flow.create({ identifier })
      await time.settle()
      await begun
    })
    await act(() => time.settle())
    expect(result.current.flow.signIn.status).toBe('needs_first_factor')
    world.fapi.clock.advance(day)
    let error: unknown
    await act(async () => {
      const refused = refusal(result.current.flow.attemptFirstFactor({ strategy: 'password', password }))
      await time.settle()
      error = await refused
    })
    await act(() => time.settle())
    expect(error).toMatchObject({ name: 'FrontdeskError', status: expect.any(Number) })
    expect(result.current.flow.signIn).toMatchObject(none)
  })

  test('error: one that was replaced, and the new one shows', async () => {
    const { result, page } = await open()
    const { id } = await perform(() => result.current.flow.create({ identifier }))
    await createSignIn(page.frontdesk, { identifier: bob.identifier })
    const error = await perform(() =>
      refusal(result.current.flow.attemptFirstFactor({ strategy: 'password', password, signInId: id })),
    )
    expect(error).toMatchObject({ name: 'FrontdeskError', status: expect.any(Number) })
    expect(result.current.flow.signIn.identifier).toBe(bob.identifier)
  })

  test('error: one of another client', async () => {
    const { result, world } = await open()
    await perform(() => result.current.flow.create({ identifier }))
    const foreign = await createWorld()
    const { id } = await createSignIn(foreign.open().frontdesk, { identifier })
    expect(world.fapi).not.toBe(foreign.fapi)
    for (const step of [
      () => result.current.flow.attemptFirstFactor({ strategy: 'password', password, signInId: id }),
      () => result.current.flow.prepareFirstFactor({ strategy: 'passkey', signInId: '../sign_ups/sua_1' }),
    ]) {
      const error = await perform(() => refusal(step()))
      expect(error).toMatchObject({ name: 'FrontdeskError', status: 404 })
    }
    expect(result.current.flow.signIn.identifier).toBe(identifier)
  })
})

describe('a double click', () => {
  test.each<[string, (flow: ReturnType<typeof useSignIn>) => Promise<unknown>, string]>([
    ['create', ({ create }) => create({ identifier }), '/client/sign_ins'],
    [
      'prepareFirstFactor',
      ({ prepareFirstFactor }) => prepareFirstFactor({ strategy: 'email_code', emailAddressId: '' }),
      '/prepare_first_factor',
    ],
    [
      'attemptFirstFactor',
      ({ attemptFirstFactor }) => attemptFirstFactor({ strategy: 'password', password }),
      '/attempt_first_factor',
    ],
  ])('behavior: of %s sends one', async (name, step, end) => {
    const { result, world } = await open()
    if (name !== 'create') await perform(() => result.current.flow.create({ identifier }))
    world.fapi.log.clear()
    await perform(() =>
      Promise.all([step(result.current.flow), step(result.current.flow), step(result.current.flow)]),
    )
    expect(world.requests().filter((request) => request.endsWith(end))).toHaveLength(1)
    expect(result.current.flow).toMatchObject({ isPending: false, error: null })
  })

  test('behavior: of two steps that differ sends both', async () => {
    const { result, world } = await open()
    await perform(() => result.current.flow.create({ identifier }))
    const attempt = (tried: string) =>
      refusal(result.current.flow.attemptFirstFactor({ strategy: 'password', password: tried }))
    await perform(() => Promise.all([attempt('one'), attempt('two')]))
    expect(world.requests().filter((request) => request.endsWith('/attempt_first_factor'))).toHaveLength(2)
  })
})

describe('late answers', () => {
  test('behavior: of an older attempt take no newer one’s place', async () => {
    const world = await createWorld({ signedIn: [] })
    const tab = world.browser.openTab()
    const held = holdAnswers(tab)
    const { result } = renderHookInPage(
      world.open({ tab, mount: false, ambient: { fetch: held.fetch } }),
      everything,
    )
    await waitFor(() => expect(result.current.connection.status).toBe('ready'))
    const release = held.hold('POST', '/client/sign_ins')
    let late: Promise<unknown> | undefined
    act(() => {
      late = result.current.flow.create({ identifier })
    })
    await waitFor(() => expect(world.requests('POST /client/sign_ins')).toHaveLength(1))
    const other = world.open().frontdesk
    const { id } = await perform(() => {
      release()
      return createSignIn(other, { identifier: bob.identifier })
    })
    await perform(() => late!)
    await waitFor(() => expect(result.current.flow.signIn.id).toBe(id))
  })

  test('behavior: leaving in the middle leaves nothing behind, and the session is there on the way back', async () => {
    const { result, world, page, unmount } = await open()
    await perform(() => result.current.flow.create({ identifier }))
    const going = result.current.flow.attemptFirstFactor({ strategy: 'password', password })
    unmount()
    await going.catch(() => {})
    const again = renderHookInPage(page.reload(), everything).result
    await waitFor(() => expect(again.current.session.status).toBe('signed-in'))
    expect(again.current.flow.signIn).toMatchObject(none)
    expect(world.fapi.sessions).toHaveLength(1)
  })
})

describe('outside React', () => {
  test('behavior: reloadSignIn() tells how far it is', async () => {
    const world = await createWorld()
    const { frontdesk } = world.open()
    const { id } = await createSignIn(frontdesk, { identifier })
    expect(await reloadSignIn(frontdesk, { signInId: id })).toMatchObject({
      id,
      status: 'needs_first_factor',
    })
    const done = await attemptFirstFactor(frontdesk, { signInId: id, strategy: 'password', password })
    expect(frontdesk.state.session.sessionId).toBe(done.createdSessionId)
    for (const signInId of ['', null])
      expect(await refusal(reloadSignIn(frontdesk, { signInId }))).toMatchObject({ code: 'sign_in_missing' })
  })
})

test('rule 9 · secrets stay in memory · passwords and codes are in no cache, storage or error', async () => {
  const queryClient = new QueryClient()
  const { result, world, page } = await open({ page: { queryClient } })
  const secrets = ['not her password', '111111']
  const seen: string[] = []
  const look = () => {
    seen.push(
      JSON.stringify(
        queryClient
          .getMutationCache()
          .getAll()
          .map(({ state, options }) => [state, options]),
      ),
    )
    seen.push(
      JSON.stringify(
        queryClient
          .getQueryCache()
          .getAll()
          .map(({ state }) => state),
      ),
    )
  }
  queryClient.getMutationCache().subscribe(look)
  queryClient.getQueryCache().subscribe(look)
  await perform(() => result.current.flow.create({ identifier, strategy: 'email_code' }))
  const errors = [
    await perform(() =>
      refusal(result.current.flow.attemptFirstFactor({ strategy: 'email_code', code: secrets[1]! })),
    ),
    await perform(() => refusal(result.current.flow.create({ identifier, password: secrets[0]! }))),
  ]
  look()
  expect(errors).toMatchObject([{ code: 'form_code_incorrect' }, { code: 'form_password_incorrect' }])
  const stored = JSON.stringify([
    page.tab.ambient.tabStorage,
    page.tab.ambient.originStorage,
    [...world.storage.items],
  ])
  const texts = [
    ...seen,
    stored,
    ...errors.map((error) => `${JSON.stringify(error)} ${(error as Error).message}`),
  ]
  for (const secret of secrets) expect(texts.join()).not.toContain(secret)
})
