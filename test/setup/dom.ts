import { afterEach, expect } from 'vitest'
import { builtinEnvironments } from 'vitest/runtime'

// Tests beside React code get a document; all others must do without one, as Node does.
if (expect.getState().testPath?.includes('/src/react/')) {
  await builtinEnvironments.jsdom.setup(globalThis, {})
  const { cleanup } = await import('@testing-library/react')
  afterEach(cleanup)
}
