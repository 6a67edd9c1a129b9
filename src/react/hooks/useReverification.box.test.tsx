import { act, waitFor } from '@testing-library/react'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInPage } from '../../../test/support/render'
import { cached, textOf } from '../../../test/support/textOf'
import { alice, bob, createWorld, refusal, schemes, type WorldOptions } from '../../../test/support/world'
import { changePassword, createTotp, type Frontdesk, getToken, signOut } from '../../core'
import type { FapiUser } from '../../fapi'
import {
  type StepUp,
  useConnectionStatus,
  useFrontdesk,
  useReverification,
  useSession,
  useSetActive,
} from '../../index'

const minute = 60_000
const number = '+15555550123'
const withMfa = {
  totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  backupCodes: ['spare-code'],
  phones: [{ number, isSecondFactor: true }],
}
const password = { strategy: 'password' as const, password: alice.password }

/** An app's server, which wants both factors, where there are two, to be younger than ten minutes. */
async function transfer(frontdesk: Frontdesk, wanted: string) {
  const token = await getToken(frontdesk)
  const [first, second] = decodeJwt(token!).fva as [number, number]
  const ages = wanted === 'strict_mfa' && second >= 0 ? [first, second] : [second >= 0 ? second : first]
  if (ages.every((age) => age < 10)) return Response.json({ transferred: true, fva: [first, second] })
  const metadata = { reverification: wanted }
  const json = { clerk_error: { type: 'forbidden', reason: 'reverification-error', metadata } }
  return Response.json(json, { status: 403 })
}

interface Options extends WorldOptions {
  user?: Partial<FapiUser>
  wanted?: string
}

/** Alice, who was signed in an hour ago, in a page with two components that want her to prove who she is. */
async function anHourLater({ user, wanted = 'strict', ...options }: Options = {}) {
  const world = await createWorld({ signedIn: [alice], users: [{ ...alice, ...user }, bob], ...options })
  world.fapi.clock.advance(60 * minute)
  const page = world.open({ mount: false })
  const useBoth = () => {
    const frontdesk = useFrontdesk()
    return {
      connection: useConnectionStatus(),
      session: useSession(),
      setActive: useSetActive(),
      totp: useReverification(() => createTotp(frontdesk)),
      transfer: useReverification((_amount: number) => transfer(frontdesk, wanted)),
      password: useReverification((newPassword: string) => changePassword(frontdesk, { newPassword })),
    }
  }
  const rendered = renderHookInPage(page, useBoth)
  const { result } = rendered
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  const views = (): (StepUp | undefined)[] => [
    result.current.totp.reverification,
    result.current.transfer.reverification,
    result.current.password.reverification,
  ]
  const view = () => views().find((each) => each !== undefined)
  const first = () => dueIn(view(), 'needs_first_factor')
  const second = () => dueIn(view(), 'needs_second_factor')
  /** Begins a call, and waits until the step-up that it needs can be answered. */
  async function begin<Result>(call: () => Promise<Result>) {
    let done: Promise<Result> | undefined
    act(() => {
      done = call()
      done.catch(() => {})
    })
    await waitFor(() => expect(view()).toMatchObject({ isPending: false }))
    return { done: done! }
  }
  const emailAddressId = () =>
    first().supportedFirstFactors.find((factor) => factor.strategy === 'email_code')!.emailAddressId
  /** What stays in memory or may be logged. */
  const kept = () => cached(page) + textOf(views())
  const count = (endpoint: string) =>
    world.requests().filter((sent) => sent.replace(/sess_\w+/, '{id}') === endpoint).length
  return { ...rendered, world, page, useBoth, views, first, second, begin, emailAddressId, kept, count }
}

function dueIn<Status extends StepUp['status']>(view: StepUp | undefined, status: Status) {
  expect(view?.status).toBe(status)
  return view as Extract<StepUp, { status: Status }>
}

const verify = 'POST /client/sessions/{id}/verify'

describe.each(schemes)('a step-up on the box, %s', (scheme) => {
  test('behavior: by password: the call that the Frontend API refused is made once more, and succeeds', async () => {
    const { result, first, begin, count } = await anHourLater({ scheme })
    const { done } = await begin(result.current.totp.call)
    expect(first().supportedFirstFactors.map(({ strategy }) => strategy)).toEqual(['password', 'email_code'])
    expect(count('POST /me/totp')).toBe(1)
    await perform(() => first().attemptFirstFactor(password))
    expect(await done).toMatchObject({ secret: expect.stringMatching(/^[A-Z2-7]{32}$/) })
    expect([count('POST /me/totp'), count(verify)]).toEqual([2, 1])
    expect(result.current.totp.reverification).toBeUndefined()
    // And is not asked for again.
    await perform(() => result.current.password.call('another-password'))
    expect([count('POST /me/change_password'), count(verify)]).toEqual([1, 1])
  })

  test('behavior: by both factors, which the app’s server sees in the next token', async () => {
    const { result, world, first, second, begin, count } = await anHourLater({
      scheme,
      user: withMfa,
      wanted: 'strict_mfa',
    })
    const { done } = await begin(() => result.current.transfer.call(5))
    await perform(() => first().attemptFirstFactor(password))
    expect(second().supportedSecondFactors.map(({ strategy }) => strategy)).toEqual([
      'totp',
      'backup_code',
      'phone_code',
    ])
    const code = await world.fapi.totpCode(alice.identifier)
    await perform(() => second().attemptSecondFactor({ strategy: 'totp', code }))
    expect(await (await done).json()).toEqual({ transferred: true, fva: [0, 0] })
    expect(count(verify)).toBe(1)
  })
})

describe('ways', () => {
  test('behavior: a code from an e-mail, after a wrong one', async () => {
    const { result, world, first, begin, emailAddressId, kept } = await anHourLater()
    const { done } = await begin(result.current.totp.call)
    await perform(() =>
      first().prepareFirstFactor({ strategy: 'email_code', emailAddressId: emailAddressId() }),
    )
    expect(first().firstFactorVerification).toMatchObject({ strategy: 'email_code', status: 'unverified' })
    const { code, to } = world.fapi.emails.entries.at(-1)!
    expect(to).toBe(alice.identifier)
    const error = await perform(() =>
      refusal(first().attemptFirstFactor({ strategy: 'email_code', code: 'wrong-code' })),
    )
    expect(error).toMatchObject({ code: 'form_code_incorrect' })
    expect(first()).toMatchObject({ error, isPending: false })
    await perform(() => first().attemptFirstFactor({ strategy: 'email_code', code: code! }))
    expect(await done).toHaveProperty('secret')
    expect(kept()).not.toContain('wrong-code')
    expect(kept()).not.toContain(code)
  })

  test.each<[string, (opened: Awaited<ReturnType<typeof anHourLater>>) => Promise<unknown>]>([
    [
      'an authenticator app',
      async ({ second, world }) =>
        second().attemptSecondFactor({
          strategy: 'totp',
          code: await world.fapi.totpCode(alice.identifier),
        }),
    ],
    [
      'a backup code',
      ({ second }) => second().attemptSecondFactor({ strategy: 'backup_code', code: 'spare-code' }),
    ],
    [
      'a text to a telephone',
      async ({ second }) => {
        const { phoneNumberId } = second().supportedSecondFactors.find(
          (factor) => factor.strategy === 'phone_code',
        )!
        await second().prepareSecondFactor({ strategy: 'phone_code', phoneNumberId })
        return second().attemptSecondFactor({ strategy: 'phone_code', code: '424242' })
      },
    ],
  ])('behavior: only the second factor where no more is wanted: %s', async (_, prove) => {
    const opened = await anHourLater({ user: withMfa })
    const { result, begin, second } = opened
    const { done } = await begin(() => result.current.transfer.call(1))
    const error = await perform(() =>
      refusal(second().attemptSecondFactor({ strategy: 'totp', code: 'no code' })),
    )
    expect(error).toMatchObject({ code: 'form_code_incorrect' })
    await perform(() => prove(opened))
    expect((await done).status).toBe(200)
    expect(opened.views()).toEqual([undefined, undefined, undefined])
  })

  test('behavior: a password after wrong ones; none of them is kept anywhere', async () => {
    const { result, first, begin, kept } = await anHourLater()
    const { done } = await begin(() => result.current.password.call('brand-new-word'))
    for (const wrong of ['wrong-word-1', 'wrong-word-2']) {
      const error = await perform(() => refusal(first().attemptFirstFactor({ ...password, password: wrong })))
      expect(error).toMatchObject({ code: 'form_password_incorrect' })
      expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(wrong)
      expect(kept()).not.toContain(wrong)
    }
    await perform(() => first().attemptFirstFactor(password))
    await done
    expect(kept()).not.toContain(password.password)
    expect(kept()).not.toContain('brand-new-word')
  })

  test('behavior: a code that is too old is told; another one is good', async () => {
    const { result, world, first, begin, emailAddressId } = await anHourLater()
    const { done } = await begin(result.current.totp.call)
    const send = () =>
      first().prepareFirstFactor({ strategy: 'email_code', emailAddressId: emailAddressId() })
    const attempt = () =>
      first().attemptFirstFactor({ strategy: 'email_code', code: world.fapi.emails.entries.at(-1)!.code! })
    await perform(send)
    world.fapi.clock.advance(11 * minute)
    expect(await perform(() => refusal(attempt()))).toMatchObject({ code: 'verification_expired' })
    await perform(send)
    await perform(attempt)
    expect(await done).toHaveProperty('secret')
  })
})

describe('once', () => {
  test('behavior: calls of several components, and of another root, share one step-up; each is made once more', async () => {
    const { result, page, useBoth, world, first, views, begin, count } = await anHourLater()
    const { result: elsewhere } = renderHookInPage(page, useBoth)
    const all = [
      await begin(result.current.totp.call),
      await begin(() => result.current.password.call('brand-new-word')),
      await begin(() => elsewhere.current.transfer.call(1)),
    ]
    await waitFor(() => expect(world.requests('POST /me/change_password')).toHaveLength(1))
    expect(views().filter(Boolean)).toHaveLength(1)
    expect(elsewhere.current.transfer.reverification).toBeUndefined()
    await perform(() => first().attemptFirstFactor(password))
    await perform(() => Promise.all(all.map(({ done }) => done)))
    expect(count(verify)).toBe(1)
    expect([count('POST /me/totp'), count('POST /me/change_password')]).toEqual([2, 2])
  })

  test('behavior: a proof that is given twice at a time is one, and so is the call after it', async () => {
    const { result, first, begin, count } = await anHourLater()
    const { done } = await begin(result.current.totp.call)
    const { attemptFirstFactor } = first()
    await perform(() => Promise.allSettled([attemptFirstFactor(password), attemptFirstFactor(password)]))
    expect(await done).toHaveProperty('secret')
    expect(count('POST /me/totp')).toBe(2)
    expect(count(`${verify}/attempt_first_factor`)).toBe(1)
  })

  test('behavior: one that is refused again by then is refused: it is not made a third time', async () => {
    const { result, world, first, begin, count } = await anHourLater()
    const { done } = await begin(result.current.totp.call)
    world.fault('POST /me/totp', {
      status: 403,
      body: { errors: [{ code: 'session_reverification_required', message: 'Prove it' }] },
    })
    await perform(() => first().attemptFirstFactor(password))
    expect(await refusal(done)).toMatchObject({ code: 'session_reverification_required' })
    expect([count('POST /me/totp'), count(verify)]).toEqual([2, 1])
  })

  test('behavior: of two tabs each has its own; the second one begins anew once the first is through', async () => {
    const { result, world, first, begin, useBoth, count } = await anHourLater()
    const other = world.open({ mount: false })
    const { result: elsewhere } = renderHookInPage(other, useBoth)
    await waitFor(() => expect(elsewhere.current.connection.status).toBe('ready'))
    const { done } = await begin(result.current.totp.call)
    let late: Promise<unknown> | undefined
    act(() => {
      late = elsewhere.current.password.call('brand-new-word')
      late.catch(() => {})
    })
    const dueThere = () => dueIn(elsewhere.current.password.reverification, 'needs_first_factor')
    await waitFor(() => expect(dueThere().isPending).toBe(false))
    await perform(() => first().attemptFirstFactor(password))
    await done
    const error = await perform(() => refusal(dueThere().attemptFirstFactor(password)))
    expect(error).toMatchObject({ code: 'session_reverification_missing' })
    await waitFor(() => expect(dueThere()).toMatchObject({ isPending: false, error }))
    await perform(() => dueThere().attemptFirstFactor(password))
    await late
    expect([count('POST /me/totp'), count('POST /me/change_password')]).toEqual([2, 2])
  })
})

describe('that comes to nothing', () => {
  test('error: given up after a code was sent: the call is not made, and the next one begins anew', async () => {
    const { result, first, begin, emailAddressId, count, views } = await anHourLater()
    const { done } = await begin(result.current.totp.call)
    await perform(() =>
      first().prepareFirstFactor({ strategy: 'email_code', emailAddressId: emailAddressId() }),
    )
    await perform(async () => first().cancel())
    expect(await refusal(done)).toMatchObject({ code: 'reverification_cancelled' })
    expect(views()).toEqual([undefined, undefined, undefined])
    expect(count('POST /me/totp')).toBe(1)
    const again = await begin(result.current.totp.call)
    expect(first().firstFactorVerification).toBeNull()
    await perform(() => first().attemptFirstFactor(password))
    expect(await again.done).toHaveProperty('secret')
    expect(count(verify)).toBe(2)
  })

  test.each<[string, (opened: Awaited<ReturnType<typeof anHourLater>>) => unknown]>([
    ['is revoked', ({ world }) => world.fapi.revokeSession(world.seeded!.sessionIds[0]!)],
    ['runs out', ({ world }) => world.fapi.expireSession(world.seeded!.sessionIds[0]!)],
  ])('error: the session %s: the proof is refused, and the call with it', async (_, end) => {
    const opened = await anHourLater()
    const { result, first, begin, count, views } = opened
    const { done } = await begin(result.current.totp.call)
    await end(opened)
    const error = await perform(() => refusal(first().attemptFirstFactor(password)))
    expect(error).toMatchObject({ name: 'FrontdeskError' })
    expect(await refusal(done)).toMatchObject({ code: 'reverification_cancelled' })
    await waitFor(() => expect(result.current.session.status).toBe('signed-out'))
    expect(views()).toEqual([undefined, undefined, undefined])
    expect(count('POST /me/totp')).toBe(1)
  })

  test.each<[string, (opened: Awaited<ReturnType<typeof anHourLater>>) => Promise<unknown>]>([
    ['this tab', ({ page }) => signOut(page.frontdesk, {})],
    [
      'another one',
      async ({ world }) => {
        const { frontdesk } = world.open()
        await waitFor(() => expect(frontdesk.state.session.status).toBe('signed-in'))
        await signOut(frontdesk, {})
      },
    ],
  ])('error: signed out in %s: the call rejects, and a late step is cancelled', async (_, leave) => {
    const opened = await anHourLater()
    const { result, first, begin, count } = opened
    const { done } = await begin(result.current.totp.call)
    const { attemptFirstFactor } = first()
    await perform(() => leave(opened))
    expect(await refusal(done)).toMatchObject({ code: 'reverification_cancelled' })
    expect(await refusal(attemptFirstFactor(password))).toMatchObject({ code: 'reverification_cancelled' })
    expect(count(`${verify}/attempt_first_factor`)).toBe(0)
    expect(count('POST /me/totp')).toBe(1)
  })
})

describe('rule 4 · no leak between identities · an account switch', () => {
  const both = { signedIn: [bob, alice] }
  const bobs = (world: { seeded: { sessionIds: readonly string[] } | undefined }) =>
    world.seeded!.sessionIds[0]!

  test('behavior: while a proof is under way: the call is not made as the other', async () => {
    const { result, world, first, begin, count, views } = await anHourLater(both)
    const { done } = await begin(result.current.totp.call)
    world.fault('POST /client/sessions/*/verify/attempt_first_factor', { delay: 50 })
    const proof = first().attemptFirstFactor(password)
    proof.catch(() => {})
    await perform(() => result.current.setActive.mutateAsync({ sessionId: bobs(world) }))
    expect(await refusal(done)).toMatchObject({ code: 'reverification_cancelled' })
    expect(await perform(() => refusal(proof))).toMatchObject({ code: 'reverification_cancelled' })
    expect(result.current.session.sessionId).toBe(bobs(world))
    expect(views()).toEqual([undefined, undefined, undefined])
    expect(count('POST /me/totp')).toBe(1)
  })

  test('behavior: before the refusal has come: the other one is asked for nothing', async () => {
    const { result, world, count, views } = await anHourLater(both)
    world.fault('POST /me/totp', { delay: 50, times: 1 })
    let done: Promise<unknown> | undefined
    act(() => {
      done = result.current.totp.call()
      done.catch(() => {})
    })
    await perform(() => result.current.setActive.mutateAsync({ sessionId: bobs(world) }))
    expect(await perform(() => refusal(done!))).toMatchObject({ code: 'reverification_cancelled' })
    expect(views()).toEqual([undefined, undefined, undefined])
    expect([count('POST /me/totp'), count(verify)]).toEqual([1, 0])
  })

  test('behavior: and back again: the step-up is over all the same', async () => {
    const { result, world, begin, count } = await anHourLater(both)
    const { done } = await begin(result.current.totp.call)
    const own = result.current.session.sessionId!
    await perform(() => result.current.setActive.mutateAsync({ sessionId: bobs(world) }))
    await perform(() => result.current.setActive.mutateAsync({ sessionId: own }))
    expect(await refusal(done)).toMatchObject({ code: 'reverification_cancelled' })
    expect(result.current.totp.reverification).toBeUndefined()
    expect(count('POST /me/totp')).toBe(1)
  })
})

describe('where no factor is offered', () => {
  /** The box always has a factor for who is signed in. */
  async function withoutFactors() {
    const opened = await anHourLater()
    const response = {
      object: 'session_reverification',
      status: 'needs_first_factor',
      level: 'first_factor',
      supported_first_factors: [],
      supported_second_factors: null,
      first_factor_verification: null,
      second_factor_verification: null,
    }
    opened.world.fault('POST /client/sessions/*/verify', { body: { response } })
    return opened
  }
  const unavailable = { name: 'FrontdeskError', code: 'reverification_unavailable' }

  test('error: every call that waits is told so, and none is made again', async () => {
    const { result, count, views } = await withoutFactors()
    const { totp, transfer, password } = result.current
    const errors = await perform(() =>
      Promise.all([totp.call(), transfer.call(5), password.call('brand-new-password')].map(refusal)),
    )
    for (const error of errors) expect(error).toMatchObject(unavailable)
    expect(views()).toEqual([undefined, undefined, undefined])
    expect([count('POST /me/totp'), count('POST /me/change_password')]).toEqual([1, 1])
  })

  test('behavior: a later call asks anew', async () => {
    const { result, count } = await withoutFactors()
    for (const calls of [1, 2]) {
      expect(await perform(() => refusal(result.current.totp.call()))).toMatchObject(unavailable)
      expect(count(verify)).toBe(calls)
    }
  })
})
