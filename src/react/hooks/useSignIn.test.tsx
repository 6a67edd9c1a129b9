import { QueryClient } from '@tanstack/react-query'
import { act, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInBrowser } from '../../../test/support/render'
import { alice, bob, refusal } from '../../../test/support/world'
import { createSignIn, getClient } from '../../core'
import {
  type UseSignInReturnType,
  useConnectionStatus,
  useSession,
  useSignIn,
  useSignOutAll,
} from '../../index'

async function open(queryClient = new QueryClient()) {
  const opened = await renderHookInBrowser(
    () => ({
      connection: useConnectionStatus(),
      session: useSession(),
      signIn: useSignIn(),
      signOutAll: useSignOutAll(),
    }),
    { page: { queryClient } },
  )
  await waitFor(() => expect(opened.result.current.connection.status).toBe('ready'))
  return { ...opened, queryClient }
}

describe('rule 9 · secrets stay in memory · the password', () => {
  const textOf = (queryClient: QueryClient) =>
    JSON.stringify(
      queryClient
        .getMutationCache()
        .getAll()
        .map(({ state }) => state),
    )

  test('behavior: is never in the mutation cache: not under way, nor after success while the form stays', async () => {
    const { result, queryClient } = await open()
    const seen: string[] = []
    queryClient.getMutationCache().subscribe(() => seen.push(textOf(queryClient)))
    await perform(() => result.current.signIn.create(alice))
    expect(result.current.session.status).toBe('signed-in')
    expect(seen.join()).toContain('"status":"pending"')
    expect(textOf(queryClient)).toContain('"status":"success"')
    expect(seen.join()).not.toContain(alice.password)
  })

  test('behavior: nor when it is given in a second step, nor after a refusal', async () => {
    const { result, queryClient } = await open()
    const seen: string[] = []
    queryClient.getMutationCache().subscribe(() => seen.push(textOf(queryClient)))
    const password = 'not her password'
    const { identifier } = alice
    const { id } = await perform(() => result.current.signIn.create({ identifier }))
    const attempt = { signInId: id, strategy: 'password', password } as const
    await perform(() => refusal(result.current.signIn.attemptFirstFactor(attempt)))
    expect(textOf(queryClient)).toContain('"status":"error"')
    expect(seen.join()).not.toContain(password)
  })
})

describe('a step that is overtaken', () => {
  const slow = { identifier: bob.identifier }
  const start = async () => {
    const opened = await open()
    const { result, world } = opened
    world.fault('POST /client/sign_ins', { delay: 50, times: 1 })
    let done: Promise<unknown> | undefined
    act(() => {
      done = result.current.signIn.create(slow)
    })
    await waitFor(() => expect(world.requests('POST /client/sign_ins')).toHaveLength(1))
    return { ...opened, done: done! }
  }

  test('behavior: by reset() brings nothing back', async () => {
    const { result, done } = await start()
    act(() => result.current.signIn.reset())
    await perform(() => done)
    expect(result.current.signIn).toMatchObject({
      signIn: { status: 'needs_identifier', id: null },
      isPending: false,
      error: null,
    })
  })

  test('behavior: by another step does not take its place', async () => {
    const { result, done } = await start()
    await perform(() => result.current.signIn.create({ identifier: alice.identifier }))
    expect(result.current.signIn.signIn?.identifier).toBe(alice.identifier)
    await perform(() => done)
    expect(result.current.signIn.signIn?.identifier).toBe(alice.identifier)
  })
})

describe("a mutation of the app's that hangs in a default scope", () => {
  test('behavior: holds back neither a sign-in nor a sign-out', async () => {
    const scope = { id: 'everything' }
    const { result, world, queryClient } = await open(
      new QueryClient({ defaultOptions: { mutations: { scope } } }),
    )
    const hanging = queryClient.getMutationCache().build(queryClient, {
      scope,
      mutationFn: () => new Promise<never>(() => {}),
    })
    void hanging.execute(undefined)
    await perform(() => result.current.signIn.create(alice))
    expect(result.current.session.status).toBe('signed-in')
    await perform(() => result.current.signOutAll.mutateAsync({}))
    expect(result.current.session.status).toBe('signed-out')
    expect(world.requests('DELETE /client')).toHaveLength(1)
    expect(hanging.state.status).toBe('pending')
  })
})

describe('the second step', () => {
  const { identifier, password } = alice
  const attempt = { strategy: 'password', password } as const

  test('behavior: knows its own sign-in, in the handler that took the first one too', async () => {
    const { result, world } = await open()
    const { create, attemptFirstFactor } = result.current.signIn
    await perform(async () => {
      await create({ identifier })
      await attemptFirstFactor(attempt)
    })
    expect(result.current.signIn.signIn?.status).toBe('complete')
    expect(result.current.session.status).toBe('signed-in')
    expect(world.requests('POST /client/sign_ins')).toHaveLength(1)
  })

  test('behavior: is not confused by a sign-in that another tab has started since', async () => {
    const { result, world } = await open()
    const { id } = await perform(() => result.current.signIn.create({ identifier }))
    const other = world.open()
    await createSignIn(other.frontdesk, { identifier: bob.identifier })
    await perform(() => getClient(other.frontdesk))
    await perform(() => refusal(result.current.signIn.attemptFirstFactor(attempt)))
    expect(world.requests().at(-1)).toBe(`POST /client/sign_ins/${id}/attempt_first_factor`)
  })

  test('behavior: goes on with the one that is named', async () => {
    const { result, page } = await open()
    const { id } = await createSignIn(page.frontdesk, { identifier })
    await perform(() => result.current.signIn.attemptFirstFactor({ ...attempt, signInId: id }))
    expect(result.current.session.status).toBe('signed-in')
  })

  test.each([
    ['there has been no first', async () => {}],
    [
      'it was forgotten',
      async ({ create, reset }: UseSignInReturnType) => {
        await create({ identifier })
        reset()
      },
    ],
  ])('behavior: is sign_in_missing where %s, and sends nothing', async (_, before) => {
    const { result, world } = await open()
    await perform(() => before(result.current.signIn))
    world.fapi.log.clear()
    const error = await perform(() => refusal(result.current.signIn.attemptFirstFactor(attempt)))
    expect(error).toMatchObject({ code: 'sign_in_missing' })
    expect(result.current.signIn.error).toBe(error)
    expect(world.requests()).toEqual([])
  })

  test('behavior: its functions stay the same from render to render', async () => {
    const { result } = await open()
    const { create, attemptFirstFactor, reset } = result.current.signIn
    await perform(() => create({ identifier }))
    expect(result.current.signIn).toMatchObject({ create, attemptFirstFactor, reset })
  })
})
