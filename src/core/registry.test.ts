import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { createFapi } from '../fapi'
import { joinFrontdesk } from './registry'

test('behavior: without a document, as on a server, each has its own: one request knows nothing of another', () => {
  const { publishableKey } = createFapi()
  const join = () => joinFrontdesk({ publishableKey }, () => new QueryClient())
  expect(join()).not.toBe(join())
})
