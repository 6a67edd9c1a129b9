import { afterEach, expect } from 'vitest'
import { builtinEnvironments } from 'vitest/runtime'

// Tests beside React code and of the devtools’ markup get a document; all others must do without one, as Node does.
if (/\/src\/((react|testing)\/|devtools\/.*x$)/.test(expect.getState().testPath ?? '')) {
  await builtinEnvironments.jsdom.setup(globalThis, {})
  const { cleanup } = await import('@testing-library/react')
  afterEach(cleanup)
}
