import { fireEvent, screen } from '@testing-library/react'
import { useSession } from 'frontdesk'
import {
  accounts,
  alice,
  bob,
  brokenFapi,
  expired,
  loading,
  renderHookWithFrontdesk,
  renderWithFrontdesk,
  signedIn,
} from 'frontdesk/testing'
import { Account } from './Account'

test('greets who is signed in', async () => {
  await renderWithFrontdesk(<Account />, { scene: signedIn({ as: alice }) })
  screen.getByText('Hello Alice')
})

test('goes on with the other account after a sign-out', async () => {
  const { requests } = await renderWithFrontdesk(<Account />, { scene: accounts([alice, bob]) })
  fireEvent.click(screen.getByText('Sign out'))
  await screen.findByText('Hello Bob')
  expect(requests('POST /v1/client/sessions/*/remove')).toHaveLength(1)
})

test('says that nobody is there any more', async () => {
  await renderWithFrontdesk(<Account />, { scene: expired })
  screen.getByText('Nobody is here.')
})

describe('with fake timers', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  test('says that it loads, for as long as it does', async () => {
    const { release } = await renderWithFrontdesk(<Account />, { scene: loading })
    jest.advanceTimersByTime(60_000)
    screen.getByText('One moment…')
    await release()
    screen.getByText('Hello Alice')
  })

  test('says that it failed, and no second passes', async () => {
    await renderWithFrontdesk(<Account />, { scene: brokenFapi })
    screen.getByText('Something is wrong on our side.')
  })
})

test('runs a hook', async () => {
  const { result, user } = await renderHookWithFrontdesk(() => useSession())
  expect(result.current).toMatchObject({ status: 'signed-in', userId: user.id })
})
