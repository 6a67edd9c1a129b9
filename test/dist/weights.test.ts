import { expect, test } from 'vitest'
import { weigh, weights } from '../../bench/size.mjs'

test.each(weights)('$name weighs at most $limit bytes', async ({ code, limit, onlyLoaded }) => {
  const { brotli } = await weigh(code, { onlyLoaded })
  expect(brotli).toBeLessThanOrEqual(limit)
})
