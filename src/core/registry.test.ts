import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { createFapi } from '../fapi'
import { findFrontdesk, joinFrontdesk } from './registry'

test('behavior: without a document, as on a server, each has its own: one request knows nothing of another', () => {
  const { publishableKey } = createFapi()
  const options = { publishableKey, queryClient: new QueryClient() }
  const [one, two] = [joinFrontdesk(options), joinFrontdesk(options)]
  expect(one).not.toBe(two)
  expect(findFrontdesk(options)).toBe(undefined)
})
