import { useQuery } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { memo, useState } from 'react'
import { expect, test, vi } from 'vitest'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, createWorld } from '../../test/support/world'
import { getClient } from '../core'
import { ClientProvider, useFrontdesk, useSignOut, useUser } from '../index'

withoutAct()

const Notes = memo(function Notes() {
  const frontdesk = useFrontdesk()
  const notes = useQuery({
    queryKey: ['notes'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => `notes of ${frontdesk.state.session.session?.user.firstName}`,
  })
  return <p>{notes.data}</p>
})

function Account() {
  const signOut = useSignOut()
  const [outcome, setOutcome] = useState('')
  const { data: user } = useUser()
  return (
    <>
      <button type="button" onClick={() => signOut.mutateAsync().then(() => setOutcome('signed out'))}>
        {outcome}
      </button>
      <p>{user?.firstName}</p>
      <Notes />
    </>
  )
}

test('rule 4 · what renders as soon as a sign-out is over shows nobody beside the data of another', async () => {
  const world = await createWorld({ signedIn: [alice, bob] })
  const page = world.open()
  await getClient(page.frontdesk)
  const { container, getByRole } = render(
    <ClientProvider frontdesk={page.frontdesk}>
      <Account />
    </ClientProvider>,
  )
  const shows = (text: string) => vi.waitFor(() => expect(container.textContent).toContain(text))
  await shows('notes of Bob')
  const seen: string[] = []
  const observer = new MutationObserver(() => seen.push(container.textContent))
  observer.observe(container, { childList: true, characterData: true, subtree: true })
  // That it is signing out is to be on the screen by then.
  world.fapi.fault({ method: 'POST', delay: 100 })
  getByRole('button').click()
  await shows('notes of Alice')
  await shows('signed out')
  observer.disconnect()
  expect(seen.filter((text) => text.includes('Bob') && text.includes('Alice'))).toEqual([])
})
