import { dehydrate, QueryClient, useQuery } from '@tanstack/react-query'
import { type PersistedClient, PersistQueryClientProvider } from '@tanstack/react-query-persist-client'
import { render } from '@testing-library/react'
import { useEffect } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, booted, createWorld } from '../../test/support/world'
import { createSignIn, signOutAll } from '../core'
import { ClientProvider, Show, useFrontdesk, useUser } from '../index'

withoutAct()

const shown: string[] = []

function Notes() {
  const frontdesk = useFrontdesk()
  const { data: user } = useUser()
  const { data } = useQuery({
    queryKey: ['notes'],
    queryFn: async () => `notes of ${frontdesk.state.session.session?.user.firstName}`,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const text = `${user?.firstName}: ${data}`
  useEffect(() => void shown.push(text))
  return <p>{text}</p>
}

describe.each([
  ['at once', 0],
  ['before the client is there', 20],
  ['after it', 300],
])('rule 4 · a provider that persists, restoring %s', (_, ms) => {
  test.each([
    ['the next user, below <Show>', bob, true],
    ['the next user, with no gate', bob, false],
    ['the same user', alice, false],
  ])('behavior: shows %s only what is theirs', async (_, next, isGated) => {
    const world = await createWorld({ signedIn: [alice] })
    const before = world.open()
    await booted(before.frontdesk)
    before.queryClient.setQueryData(['notes'], 'persisted notes of Alice')
    const persisted = JSON.stringify({
      timestamp: Date.now(),
      buster: '',
      clientState: dehydrate(before.queryClient),
    } satisfies PersistedClient)
    await signOutAll(before.frontdesk)
    await createSignIn(before.frontdesk, next)
    before.unmount()

    shown.length = 0
    world.fault('GET /client', { delay: 100 })
    const queryClient = new QueryClient()
    const page = world.open({ mount: false, queryClient })
    const persister = {
      persistClient: async () => {},
      restoreClient: async () => {
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
        return JSON.parse(persisted)
      },
      removeClient: async () => {},
    }
    const { container } = render(
      <PersistQueryClientProvider client={queryClient} persistOptions={{ persister }}>
        <ClientProvider frontdesk={page.frontdesk}>
          {isGated ? (
            <Show when="signed-in">
              <Notes />
            </Show>
          ) : (
            <Notes />
          )}
        </ClientProvider>
      </PersistQueryClientProvider>,
    )
    const notes = next === alice ? 'persisted notes of Alice' : 'notes of Bob'
    await vi.waitFor(() => expect(container.textContent).toBe(`${next.firstName}: ${notes}`))
    if (next === bob) expect(shown.filter((text) => /Bob.*Alice/.test(text))).toEqual([])
    if (isGated) expect(shown.join()).not.toContain('Alice')
  })
})

test('behavior: what a persister has stored of a user goes with their sign-out, and serves their next page', async () => {
  const world = await createWorld({ signedIn: [alice] })
  const stored: PersistedClient[] = []
  const persister = {
    persistClient: async (client: PersistedClient) => void stored.push(structuredClone(client)),
    restoreClient: async () => stored.at(-1),
    removeClient: async () => {},
  }
  function open() {
    const queryClient = new QueryClient()
    const { frontdesk } = world.open({ mount: false, queryClient })
    const view = render(
      <PersistQueryClientProvider client={queryClient} persistOptions={{ persister }}>
        <ClientProvider frontdesk={frontdesk}>
          <Show when="signed-in">
            <Notes />
          </Show>
        </ClientProvider>
      </PersistQueryClientProvider>,
    )
    return { ...view, frontdesk, queryClient }
  }

  const first = open()
  const ofAlice = 'Alice: notes of Alice'
  await vi.waitFor(() => expect(first.container.textContent).toBe(ofAlice))
  await vi.waitFor(() => expect(JSON.stringify(stored.at(-1))).toContain('notes of Alice'))
  first.unmount()

  shown.length = 0
  const second = open()
  await vi.waitFor(() => expect(second.container.textContent).toBe(ofAlice))
  expect(new Set(shown)).toEqual(new Set([ofAlice]))

  await signOutAll(second.frontdesk)
  await vi.waitFor(() => expect(JSON.stringify(stored.at(-1))).not.toContain('Alice'))
})
