import { configure, fireEvent, render, screen } from '@testing-library/react'
import { setupServer } from 'msw/node'
import { App } from './App'
import { fapi, handlers } from './handlers'

// The box answers at once, but a busy machine does not.
configure({ asyncUtilTimeout: 10_000 })

const server = setupServer(...handlers)
beforeAll(() => server.listen())
afterAll(() => server.close())

test('signs in', async () => {
  render(<App />)
  fireEvent.click(await screen.findByText('Sign in'))
  await screen.findByText('Hello Alice')
  expect(fapi.sessions.map(({ status }) => status)).toEqual(['active'])
})
