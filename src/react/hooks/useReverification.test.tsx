import { act, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInBrowser } from '../../../test/support/render'
import { alice, bob, refusal, type World } from '../../../test/support/world'
import { getToken, request } from '../../core'
import type { FapiFault } from '../../fapi'
import {
  FrontdeskError,
  useConnectionStatus,
  useFrontdesk,
  useReverification,
  useSession,
  useSetActive,
} from '../../index'

const needsFirst = {
  object: 'session_reverification',
  status: 'needs_first_factor',
  level: 'second_factor',
  supported_first_factors: [{ strategy: 'password' }],
  supported_second_factors: null,
  first_factor_verification: null,
  second_factor_verification: null,
}
const needsSecond = {
  ...needsFirst,
  status: 'needs_second_factor',
  supported_second_factors: [{ strategy: 'totp' }],
}
const complete = { ...needsFirst, status: 'complete' }
const password = { strategy: 'password' as const, password: 'alice-password' }

/** What the app's own server says. */
const refused = (reverification?: unknown) =>
  new Response(
    JSON.stringify({
      clerk_error: { type: 'forbidden', reason: 'reverification-error', metadata: { reverification } },
    }),
    { status: 403 },
  )

/** Answers a step of a step-up until told otherwise. */
const answers = new WeakMap<World, Map<string, () => void>>()
function answer(world: World, step: string, fault: FapiFault) {
  const removals = answers.get(world) ?? new Map<string, () => void>()
  answers.set(world, removals)
  removals.get(step)?.()
  removals.set(step, world.fault(`POST /client/sessions/*/verify${step}`, fault))
}
const says = (response: object): FapiFault => ({ body: { response } })

interface Options {
  /** What the call is answered with, one after another. */
  answers?: (() => unknown)[]
  signedIn?: (typeof alice)[]
}

async function open({ answers = [() => refused(), () => 'done'], signedIn = [alice] }: Options = {}) {
  const calls: { given: unknown[]; token: string | null }[] = []
  let left = answers
  const opened = await renderHookInBrowser(
    () => {
      const frontdesk = useFrontdesk()
      const fetcher = async (...given: unknown[]) => {
        const [next, ...others] = left
        if (others.length > 0) left = others
        calls.push({ given, token: await getToken(frontdesk) })
        return next!()
      }
      return {
        connection: useConnectionStatus(),
        session: useSession(),
        setActive: useSetActive(),
        one: useReverification(fetcher),
        other: useReverification(fetcher),
      }
    },
    { signedIn },
  )
  const { result, world } = opened
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  answer(world, '', says(needsFirst))
  answer(world, '/attempt_first_factor', says(complete))
  const started = () => world.requests().filter((sent) => sent.endsWith('/verify'))
  /** Begins a call, without waiting for it. */
  const begin = async (which: 'one' | 'other' = 'one', ...given: unknown[]) => {
    let done: Promise<unknown> | undefined
    act(() => {
      done = result.current[which].call(...given)
      // It is looked at later.
      done.catch(() => {})
    })
    await perform(() => new Promise((resolve) => setTimeout(resolve, 20)))
    return { done: done! }
  }
  const prove = (given: typeof password) => {
    const { reverification } = result.current.one
    if (reverification?.status !== 'needs_first_factor') throw new Error(`${reverification?.status}`)
    return reverification.attemptFirstFactor(given)
  }
  const attempt = (given = password) => perform(() => prove(given))
  /** Why it fails, once that is rendered: React 18 does not render what a rejected `act()` leaves behind. */
  const failedAttempt = (given: typeof password) => perform(() => refusal(prove(given)))
  return { ...opened, calls, started, begin, attempt, failedAttempt }
}

describe('a call that asks for a step-up', () => {
  test.each<[string, () => unknown]>([
    ['an answer of the app’s server', () => refused('strict')],
    ['its JSON', () => ({ clerk_error: { type: 'forbidden', reason: 'reverification-error' } })],
  ])('behavior: by %s, is made again after it, with the same parameters', async (_, first) => {
    const { result, calls, begin, attempt, started } = await open({ answers: [first, () => 'done'] })
    const { done } = await begin('one', 'a', 2)
    expect(result.current.one.reverification).toMatchObject({
      status: 'needs_first_factor',
      supportedFirstFactors: [{ strategy: 'password' }],
      isPending: false,
      error: null,
    })
    await attempt()
    expect(await done).toBe('done')
    expect(result.current.one.reverification).toBeUndefined()
    expect(calls.map(({ given }) => given)).toEqual([
      ['a', 2],
      ['a', 2],
    ])
    expect(started()).toHaveLength(1)
  })

  test('behavior: by a refusal of the Frontend API likewise', async () => {
    const refusedBy = (frontdesk: Parameters<typeof request>[0]) =>
      request(frontdesk, 'POST', '/me/change_password')
    const opened: Awaited<ReturnType<typeof open>> = await open({
      answers: [() => refusedBy(opened.page.frontdesk), () => 'done'],
    })
    const { world, begin, attempt } = opened
    const errors = [{ code: 'session_reverification_required', message: 'Prove it' }]
    world.fault('POST /me/change_password', { status: 403, body: { errors } })
    const { done } = await begin()
    await attempt()
    expect(await done).toBe('done')
  })

  test('behavior: has a new token, for each template too, and so do other tabs', async () => {
    const { world, calls, begin, attempt } = await open()
    const other = world.open()
    await getToken(other.frontdesk)
    const { done } = await begin()
    await attempt()
    await done
    const [before, after] = calls.map(({ token }) => token)
    expect(before).not.toBe(after)
    expect(await getToken(other.frontdesk)).toBe(after)
  })

  test('behavior: takes both factors where both are due', async () => {
    const { result, world, begin, attempt } = await open()
    answer(world, '/attempt_first_factor', says(needsSecond))
    answer(world, '/attempt_second_factor', says(complete))
    const { done } = await begin()
    await attempt()
    const { reverification } = result.current.one
    if (reverification?.status !== 'needs_second_factor') throw new Error(`${reverification?.status}`)
    expect(reverification.supportedSecondFactors).toEqual([{ strategy: 'totp' }])
    await perform(() => reverification.attemptSecondFactor({ strategy: 'totp', code: '123456' }))
    expect(await done).toBe('done')
  })

  test('behavior: is made again once only: a second refusal is its answer', async () => {
    const { calls, begin, attempt } = await open({ answers: [() => refused()] })
    const { done } = await begin()
    await attempt()
    expect(((await done) as Response).status).toBe(403)
    expect(calls).toHaveLength(2)
  })

  test.each([
    ['strict_mfa', 'multi_factor'],
    ['lax', 'second_factor'],
    [{ level: 'first_factor', afterMinutes: 10 }, 'first_factor'],
    ['toString', 'second_factor'],
    [{ level: '__proto__' }, 'second_factor'],
    [undefined, 'second_factor'],
  ])('parameters: of %j the level %s is asked for', async (reverification, level) => {
    const { begin, page, attempt } = await open({ answers: [() => refused(reverification), () => 'done'] })
    const { fetch } = page.frontdesk._internal.ambient
    let body = ''
    Object.assign(page.frontdesk._internal.ambient, {
      fetch: (url: string, init: RequestInit) => {
        if (url.includes('/verify?')) body = String(init.body)
        return fetch(url, init)
      },
    })
    const { done } = await begin()
    expect(body).toBe(`level=${level}`)
    await attempt()
    await done
  })
})

describe('a call that asks for none', () => {
  test.each<[string, () => unknown]>([
    ['an answer', () => 'done'],
    ['a refusal of another kind', () => new Response('{"clerk_error":{}}', { status: 403 })],
    ['HTML', () => new Response('<html>', { status: 403 })],
    ['nothing', () => undefined],
  ])('behavior: gives what it was answered: %s', async (_, first) => {
    const { result, started } = await open({ answers: [first] })
    const expected = first()
    expect(await perform(() => result.current.one.call())).toEqual(
      expected instanceof Response ? expect.any(Response) : expected,
    )
    expect(started()).toEqual([])
  })

  test('error: what it throws is thrown, without being changed', async () => {
    const fault = new Error('no')
    const { result, started } = await open({ answers: [() => Promise.reject(fault)] })
    expect(await perform(() => refusal(result.current.one.call()))).toBe(fault)
    expect(started()).toEqual([])
  })
})

describe('calls at a time', () => {
  test('behavior: share one step-up, of other components too; it is shown in one', async () => {
    const { result, begin, attempt, started, calls } = await open({
      answers: [() => refused(), () => refused(), () => refused(), () => 'done'],
    })
    const all = [await begin(), await begin('other'), await begin()]
    expect(started()).toHaveLength(1)
    expect(result.current.one.reverification).toBeDefined()
    expect(result.current.other.reverification).toBeUndefined()
    await attempt()
    expect(await Promise.all(all.map(({ done }) => done))).toEqual(['done', 'done', 'done'])
    expect(calls).toHaveLength(6)
  })

  test('behavior: that want different things take their turns', async () => {
    const { result, begin, attempt, started } = await open({
      answers: [() => refused('strict'), () => refused('strict_mfa'), () => 'done'],
    })
    const first = await begin()
    const second = await begin('other')
    expect(started()).toHaveLength(1)
    await attempt()
    expect(await first.done).toBe('done')
    await waitFor(() => expect(result.current.other.reverification).toBeDefined())
    expect(started()).toHaveLength(2)
    await perform(async () => result.current.other.reverification?.cancel())
    expect(await refusal(second.done)).toMatchObject({ code: 'reverification_cancelled' })
  })
})

describe('a step-up that comes to nothing', () => {
  test('error: given up, the call rejects with reverification_cancelled, and is not made', async () => {
    const { result, begin, calls } = await open()
    const { done } = await begin()
    await perform(async () => result.current.one.reverification?.cancel())
    const error = await refusal(done)
    expect(error).toBeInstanceOf(FrontdeskError)
    expect(error).toMatchObject({ code: 'reverification_cancelled' })
    expect(result.current.one.reverification).toBeUndefined()
    expect(calls).toHaveLength(1)
  })

  test('error: a wrong password is told, and may be tried again', async () => {
    const { result, world, begin, attempt, failedAttempt } = await open()
    const errors = [{ code: 'form_password_incorrect', message: 'Wrong', meta: { param_name: 'password' } }]
    answer(world, '/attempt_first_factor', { status: 422, body: { errors } })
    const { done } = await begin()
    const error = await failedAttempt({ ...password, password: 'not hers' })
    expect(error).toMatchObject({ code: 'form_password_incorrect' })
    expect(result.current.one.reverification).toMatchObject({ error, isPending: false })
    expect(JSON.stringify(error)).not.toContain('not hers')
    answer(world, '/attempt_first_factor', says(complete))
    await attempt()
    expect(await done).toBe('done')
  })

  test('error: where it cannot begin, the call rejects with the reason', async () => {
    const { result, world, begin } = await open()
    answer(world, '', { status: 500 })
    const { done } = await begin()
    expect(await refusal(done)).toMatchObject({ status: 500 })
    expect(result.current.one.reverification).toBeUndefined()
  })

  test('behavior: another account is shown: the call of the former is not made', async () => {
    const { result, world, begin, calls } = await open({ signedIn: [alice, bob] })
    const { done } = await begin()
    await perform(() => result.current.setActive.mutateAsync({ sessionId: world.seeded!.sessionIds[0] }))
    expect(await refusal(done)).toMatchObject({ code: 'reverification_cancelled' })
    expect(result.current.one.reverification).toBeUndefined()
    expect(calls).toHaveLength(1)
  })

  test('behavior: the component goes: its calls reject, a late step brings nothing back, and nothing is left', async () => {
    const { result, world, begin, unmount, calls } = await open({ answers: [() => refused()] })
    const { done } = await begin()
    const { reverification } = result.current.one
    if (reverification?.status !== 'needs_first_factor') throw new Error('It did not begin.')
    const late = reverification.attemptFirstFactor(password)
    late.catch(() => {})
    unmount()
    expect(await refusal(done)).toMatchObject({ code: 'reverification_cancelled' })
    expect(await refusal(late)).toMatchObject({ code: 'reverification_cancelled' })
    expect(calls).toHaveLength(1)
    expect(await refusal(result.current.one.call())).toMatchObject({ code: 'reverification_cancelled' })
    expect(world.requests().filter((sent) => sent.endsWith('/verify'))).toHaveLength(1)
  })
})
