import { onTestFinished } from 'vitest'
import type { Ambient } from '../../src/core/host/ambient'
import { createHost, createLifecycle, type Host } from '../../src/core/host/host'
import { createBrowser, createFapi, type Tab } from '../../src/fapi'
import { countHoldings, type Holdings } from './holdings'

/** The lowest floor of a handle, in a tab of its own, with a count of what it holds of that. */
export interface OpenHost extends ReturnType<typeof createLifecycle> {
  readonly host: Host
  readonly tab: Tab
  readonly held: Holdings
}

/** A browser; each call opens a tab of it, with a host in it that nobody has mounted. */
export function createHosts(): (options?: { scope?: string; ambient?: Partial<Ambient> }) => OpenHost {
  const browser = createBrowser({ fapi: createFapi() })
  return ({ scope = 'scope', ambient = {} } = {}) => {
    const tab = browser.openTab()
    onTestFinished(() => tab.close())
    const counted = countHoldings(tab)
    const host = createHost({ ...tab.ambient, ...counted.ambient, ...ambient }, scope)
    return { host, tab, held: counted.held, ...createLifecycle(host) }
  }
}
