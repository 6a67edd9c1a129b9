import { expect, test } from 'vitest'
import { weigh, weights } from '../../bench/size.mjs'

test.each(weights)('$name weighs at most $limit bytes', async ({ code, limit }) => {
  const { brotli } = await weigh(code)
  expect(brotli).toBeLessThanOrEqual(limit)
})
