import { fireEvent, render, screen } from '@testing-library/react'
import { ClientProvider, useSignIn, useUser } from 'frontdesk'
import { createBrowser, createFapi } from 'frontdesk/fapi'

function Name() {
  const { data: user } = useUser()
  const { create } = useSignIn()
  const signIn = () => create({ identifier: 'alice@example.com', password: 'alice-password' })
  return (
    <button type="button" onClick={signIn}>
      {user?.firstName ?? 'Sign in'}
    </button>
  )
}

test('signs in at the box', async () => {
  const fapi = createFapi()
  const { ambient } = createBrowser({ fapi }).openTab()
  render(
    <ClientProvider publishableKey={fapi.publishableKey} ambient={ambient}>
      <Name />
    </ClientProvider>,
  )
  fireEvent.click(await screen.findByText('Sign in'))
  await screen.findByText('Alice')
})
