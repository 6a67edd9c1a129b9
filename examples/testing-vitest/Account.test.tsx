import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useSession } from 'frontdesk'
import {
  accounts,
  alice,
  bob,
  brokenFapi,
  expired,
  loading,
  offline,
  rateLimited,
  renderHookWithFrontdesk,
  renderWithFrontdesk,
  signedIn,
  signedOut,
} from 'frontdesk/testing'
import { Account } from './Account'
import { App } from './App'

test('greets who is signed in', async () => {
  await renderWithFrontdesk(<Account />, { scene: signedIn({ as: alice }) })
  screen.getByText('Hello Alice')
})

test('signs in', async () => {
  const { user, requests } = await renderWithFrontdesk(<Account />, { scene: signedOut })
  await userEvent.type(screen.getByLabelText('E-mail'), user.identifier)
  await userEvent.type(screen.getByLabelText('Password'), user.password!)
  await userEvent.click(screen.getByText('Sign in'))
  await screen.findByText('Hello Alice')
  expect(requests('POST /v1/client/sign_ins')).toHaveLength(1)
})

test('switches between accounts, in this tab only', async () => {
  const { openTab } = await renderWithFrontdesk(<Account />, { scene: accounts([alice, bob]) })
  const other = await openTab()
  await userEvent.click(screen.getAllByText('Go on as Bob')[0]!)
  await screen.findByText('Hello Bob')
  other.getByText('Hello Alice')
})

test('asks to sign in again after the session has run out', async () => {
  await renderWithFrontdesk(<Account />, { scene: expired })
  screen.getByText('Sign in')
})

test('or while the page is open', async () => {
  const { expire } = await renderWithFrontdesk(<Account />)
  screen.getByText('Hello Alice')
  await expire()
  screen.getByText('Sign in')
})

test('says that it loads, for as long as it does', async () => {
  const { release } = await renderWithFrontdesk(<Account />, { scene: loading })
  screen.getByText('One moment…')
  await release()
  screen.getByText('Hello Alice')
})

test('says when to try again', async () => {
  await renderWithFrontdesk(<Account />, { scene: [signedOut, rateLimited] })
  await userEvent.click(screen.getByText('Sign in'))
  await screen.findByText('Try again in 30 s.')
})

test('keeps who is there while offline', async () => {
  const { mend } = await renderWithFrontdesk(<Account />, { scene: offline })
  screen.getByText('You are offline.')
  screen.getByText('Hello Alice')
  await mend()
  expect(screen.queryByText('You are offline.')).toBeNull()
})

test('says that it failed', async () => {
  await renderWithFrontdesk(<Account />, { scene: brokenFapi })
  screen.getByText('Something is wrong on our side.')
})

test('follows a sign-out in another tab', async () => {
  const { signOutElsewhere } = await renderWithFrontdesk(<Account />)
  await signOutElsewhere()
  screen.getByText('Sign in')
})

test('renders the app as it is', async () => {
  const { fapi } = await renderWithFrontdesk(<App />, { scene: signedIn({ as: bob }) })
  await userEvent.click(screen.getByText('Sign out'))
  await screen.findByText('Sign in')
  expect(fapi.sessions[0]?.status).toBe('removed')
})

test('runs a hook', async () => {
  const { result, user } = await renderHookWithFrontdesk(() => useSession())
  expect(result.current).toMatchObject({ status: 'signed-in', userId: user.id })
})

test('lets time pass', async () => {
  vi.useFakeTimers()
  const { release } = await renderWithFrontdesk(<Account />, { scene: loading })
  await vi.advanceTimersByTimeAsync(60_000)
  screen.getByText('One moment…')
  await release()
  screen.getByText('Hello Alice')
  vi.useRealTimers()
})
