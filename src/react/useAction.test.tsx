import { QueryClient } from '@tanstack/react-query'
import { waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { perform, renderHookInBrowser } from '../../test/support/render'
import { alice, bob, refusal } from '../../test/support/world'
import {
  useConnectionStatus,
  useCreateClient,
  useSetActive,
  useSignIn,
  useSignOut,
  useSignOutAll,
} from '../index'

/** Options that TypeScript refuses, as an app in JavaScript may pass them. */
const foreign = {
  mutationFn: async () => 'not signed out',
  mutationKey: ['mine'],
  retry: 3,
  retryDelay: 1,
  networkMode: 'offlineFirst',
  gcTime: 1_000_000,
  throwOnError: true,
  scope: { id: 'queue' },
} as object

async function open<Result>(useHook: () => Result) {
  const queryClient = new QueryClient()
  const opened = await renderHookInBrowser(() => ({ connection: useConnectionStatus(), hook: useHook() }), {
    signedIn: [alice, bob],
    page: { queryClient },
  })
  await waitFor(() => expect(opened.result.current.connection.status).toBe('ready'))
  return { ...opened, queryClient }
}

function callbacks() {
  const calls: string[] = []
  const call = (name: string) => vi.fn(() => void calls.push(name))
  return { calls, onMutate: call('mutate'), onSuccess: call('success'), onSettled: call('settled') }
}

describe("TanStack Query's own options", () => {
  test.each([
    ['useSignOut', useSignOut, undefined, { serverConfirmed: true }],
    ['useSignOutAll', useSignOutAll, { keepClient: true }, { serverConfirmed: true }],
    ['useSetActive', useSetActive, { organizationId: null }, { status: 'active' }],
    ['useCreateClient', useCreateClient, { method: 'PUT' }, {}],
  ] as const)(
    'behavior: %s calls them, with what it was given and what came of it',
    async (_, useHook, variables, data) => {
      const { calls, ...options } = callbacks()
      const { result } = await open(() => useHook(options as never))
      await perform(() => (result.current.hook.mutateAsync as (v: unknown) => Promise<unknown>)(variables))
      expect(calls).toEqual(['mutate', 'success', 'settled'])
      expect(options.onSuccess.mock.calls[0]?.slice(0, 2)).toEqual([expect.objectContaining(data), variables])
    },
  )

  test('behavior: onSuccess is called though the component is gone by then', async () => {
    const onSuccess = vi.fn()
    const { result, unmount, world } = await open(() => useSignOut({ onSuccess }))
    world.fault(`POST /client/sessions/${world.seeded?.sessionIds[1]}/remove`, { delay: 50 })
    const done = result.current.hook.mutateAsync()
    unmount()
    await done
    expect(onSuccess).toHaveBeenCalledOnce()
  })

  test('behavior: useSignIn calls them for each step, and they see no password', async () => {
    const seen: unknown[] = []
    const note = (...parameters: unknown[]) => void seen.push(JSON.stringify(parameters.slice(0, 3)))
    const { result } = await open(() => useSignIn({ onMutate: note, onSuccess: note, onError: note }))
    await perform(() => refusal(result.current.hook.create({ ...alice, password: 'wrong' })))
    expect(seen).toHaveLength(2)
    expect(seen.join()).toContain('FrontdeskError')
    expect(seen.join()).not.toContain('wrong')
  })

  test.each([
    ['useSignOut', useSignOut],
    ['useSignOutAll', useSignOutAll],
    ['useSignIn', useSignIn],
  ] as const)('behavior: those that a rule rests on stay as they are, in %s', async (_, useHook) => {
    const { result, queryClient, world } = await open(() => useHook(foreign))
    const { hook } = result.current
    const take = () =>
      'create' in hook ? hook.create({ identifier: 'nobody@example.com' }) : hook.mutateAsync()
    for (const method of ['POST', 'DELETE'])
      world.fapi.fault({ method, status: 403, path: /sign_ins|remove|client$/ })
    expect(await perform(() => refusal(take()))).toMatchObject({ status: 403 })
    const [mutation] = queryClient.getMutationCache().getAll()
    expect(mutation?.options).toMatchObject({
      mutationKey: ['frontdesk', expect.any(String), expect.any(String)],
      retry: false,
      networkMode: 'always',
      gcTime: 0,
      throwOnError: false,
    })
    expect(mutation?.options.scope).toBeUndefined()
    expect(mutation?.state.failureCount).toBe(1)
  })
})
