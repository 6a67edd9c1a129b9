import * as React from 'react'
import { test } from 'vitest'

/** React's own, which it has since 19.2. */
export const { Activity } = React

/** A test that is none where React has no `Activity`. */
export const testWithActivity = (name: string, run: () => Promise<void>): void => {
  if ('Activity' in React) test(name, run)
}
