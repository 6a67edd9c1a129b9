import {
  dehydrate,
  hydrate,
  IsRestoringProvider,
  QueryClient,
  QueryClientProvider,
  useQuery,
} from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { type ReactNode, useEffect, useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, booted, createWorld } from '../../test/support/world'
import { createSignIn, signOutAll } from '../core'
import { ClientProvider, Show, useFrontdesk, useUser } from '../index'

withoutAct()

/** Does what TanStack Query's provider of the same name does, in its order: render, restore, then subscribe. */
function PersistQueryClientProvider(props: {
  client: QueryClient
  restore: () => Promise<string>
  children: ReactNode
}) {
  const { client, restore, children } = props
  const [isRestoring, setIsRestoring] = useState(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it restores once.
  useEffect(() => {
    restore()
      .then((text) => hydrate(client, JSON.parse(text)))
      .finally(() => setIsRestoring(false))
  }, [])
  return (
    <QueryClientProvider client={client}>
      <IsRestoringProvider value={isRestoring}>{children}</IsRestoringProvider>
    </QueryClientProvider>
  )
}

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
    const persisted = JSON.stringify(dehydrate(before.queryClient))
    await signOutAll(before.frontdesk)
    await createSignIn(before.frontdesk, next)
    before.unmount()

    shown.length = 0
    world.fault('GET /client', { delay: 100 })
    const queryClient = new QueryClient()
    const page = world.open({ mount: false, queryClient })
    const restore = async () => {
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
      return persisted
    }
    const { container } = render(
      <PersistQueryClientProvider client={queryClient} restore={restore}>
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
