import type { Meta, StoryObj } from '@storybook/react-vite'
import { dehydrate, QueryClient, useQuery } from '@tanstack/react-query'
import { HydrateIdentity, InitialState, useSession } from 'frontdesk'
import { identityKeyOf } from 'frontdesk/core'
import { useState } from 'react'
import { on } from './support/on'
import { Result } from './support/Result'
import * as scenes from './support/scenes'
import { type Said, useServerSaid } from './support/serverSaid'
import { shows } from './support/shows'

const news = { queryKey: ['news'], meta: { identity: 'any' }, staleTime: 60_000 } as const

function Notes() {
  const { status } = useSession()
  const notes = useQuery({ queryKey: ['notes'], queryFn: () => 'fetched in the browser', staleTime: 60_000 })
  const { data } = useQuery({ ...news, queryFn: () => 'fetched in the browser' })
  return <Result of={{ status, notes: notes.data, news: data }} />
}

function Page({ said, name }: { said: Said; name: string }) {
  const initialState = useServerSaid(said, name)
  const [state] = useState(() => {
    const onServer = new QueryClient()
    onServer.setQueryData(['notes'], `of ${name}, from the server`)
    onServer.getQueryCache().build(onServer, news).setData('for all, from the server')
    return dehydrate(onServer)
  })
  return (
    <InitialState value={initialState}>
      <HydrateIdentity identity={identityKeyOf(initialState)} state={state}>
        <Notes />
      </HydrateIdentity>
    </InitialState>
  )
}

/**
 * TanStack Query's `<HydrationBoundary>` for what a server fetched for somebody. Whoever else is here by now gets none of
 * it but the queries with `meta: { identity: 'any' }`.
 */
const meta = {
  title: 'Server rendering/HydrateIdentity',
  component: Page,
  args: { said: 'signed-in', name: 'alice' },
  argTypes: {
    said: { control: 'inline-radio', options: ['signed-in', 'signed-out', 'nothing'] },
    name: { control: 'inline-radio', options: ['alice', 'bob'] },
  },
} satisfies Meta<typeof Page>
export default meta

type Story = StoryObj<typeof meta>

const handle = { tabSession: 'follow' } as const
const theirs = { notes: 'of alice, from the server', news: 'for all, from the server' }

/** The client is still under way: what the server fetched is shown at once. */
export const BeforeTheClient: Story = {
  parameters: on({ ...scenes.loading, handle }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-in', ...theirs }),
}

/** The same user is here: it stays. */
export const SameUser: Story = {
  parameters: on({ ...scenes.oneSession, handle }),
  play: ({ canvasElement }) => shows(canvasElement, { status: 'signed-in', ...theirs }),
}

/** Somebody else is here: theirs is fetched, and what is for all stays. */
export const SomebodyElse: Story = {
  parameters: on({ ...scenes.severalSessions, handle }),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'signed-in', ...theirs, notes: 'fetched in the browser' }),
}

/** Nobody is here any more: nothing of it is left. */
export const Ended: Story = {
  parameters: on({ ...scenes.signedOut, handle }),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'signed-out', notes: 'undefined', news: theirs.news }),
}

/** The server could not tell who it was: then it has fetched for nobody. */
export const Unknown: Story = {
  args: { said: 'nothing' },
  parameters: on({ ...scenes.oneSession, handle }),
  play: ({ canvasElement }) =>
    shows(canvasElement, { status: 'signed-in', ...theirs, notes: 'fetched in the browser' }),
}
