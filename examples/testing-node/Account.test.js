import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { getToken } from 'frontdesk/core'
import {
  accounts,
  alice,
  bob,
  brokenFapi,
  expired,
  loading,
  renderWithFrontdesk,
  setStage,
  signedIn,
} from 'frontdesk/testing'
import { createElement as h } from 'react'
import { Account } from './Account.js'

afterEach(cleanup)

test('greets who is signed in', async () => {
  await renderWithFrontdesk(h(Account), { scene: signedIn({ as: alice }) })
  screen.getByText('Hello Alice')
})

test('goes on with the other account after a sign-out', async () => {
  const { requests } = await renderWithFrontdesk(h(Account), { scene: accounts([alice, bob]) })
  fireEvent.click(screen.getByText('Sign out'))
  await screen.findByText('Hello Bob')
  assert.equal(requests('POST /v1/client/sessions/*/remove').length, 1)
})

test('says that nobody is there any more', async () => {
  await renderWithFrontdesk(h(Account), { scene: expired })
  screen.getByText('Nobody is here.')
})

test('says that it loads, for as long as it does', async () => {
  const { release } = await renderWithFrontdesk(h(Account), { scene: loading })
  screen.getByText('One moment…')
  await release()
  screen.getByText('Hello Alice')
})

test('says that it failed, with mocked timers, too', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] })
  const { settle } = await renderWithFrontdesk(h(Account), { scene: brokenFapi })
  // TanStack Query tells its observers by a timer, and nothing but the test can move Node's.
  mock.timers.tick(1)
  await settle()
  screen.getByText('Something is wrong on our side.')
})

test('needs no React', async () => {
  const { frontdesk, advance, requests, close } = await setStage(signedIn({ as: bob }))
  const token = await getToken(frontdesk)
  await advance(60_000)
  assert.notEqual(await getToken(frontdesk), token)
  assert.equal(requests('POST /v1/client/sessions/*/tokens').length, 1)
  close()
})
