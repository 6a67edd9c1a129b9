import { notifyManager } from '@tanstack/react-query'
import { afterEach, beforeEach, vi } from 'vitest'

/** Has React and TanStack Query run as in a browser, where nothing waits for React, and where timers come late. */
export function withoutAct(): void {
  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
    notifyManager.setScheduler((flush) => setTimeout(flush, 10))
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    notifyManager.setScheduler((flush) => setTimeout(flush, 0))
  })
}
