import { act, render, renderHook } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { ClientProvider } from '../../src/index'
import { createWorld, type Page, type PageOptions, type WorldOptions } from './world'

/** A provider of the page's handle, as an app has it. Open the page with `mount: false`: the provider mounts it. */
export function App({ page, children }: { page: Page; children?: ReactNode }) {
  return (
    <StrictMode>
      <ClientProvider frontdesk={page.frontdesk}>{children}</ClientProvider>
    </StrictMode>
  )
}

/** A world with one page in it, rendered under StrictMode. */
export async function renderInBrowser(
  children: ReactNode,
  { page: pageOptions, ...worldOptions }: WorldOptions & { page?: PageOptions } = {},
) {
  const world = await createWorld(worldOptions)
  const page = world.open({ mount: false, ...pageOptions })
  return { world, page, ...render(<App page={page}>{children}</App>) }
}

/** A world with one page in it, that runs a hook under StrictMode. */
export async function renderHookInBrowser<Result>(
  useHook: () => Result,
  options: WorldOptions & { page?: PageOptions } = {},
) {
  const { page: pageOptions, ...worldOptions } = options
  const world = await createWorld(worldOptions)
  const page = world.open({ mount: false, ...pageOptions })
  return { world, page, ...renderHookInPage(page, useHook) }
}

/** Runs a hook under StrictMode, in a page of a world that there is already. */
export function renderHookInPage<Result>(page: Page, useHook: () => Result) {
  return renderHook(useHook, { wrapper: ({ children }) => <App page={page}>{children}</App> })
}

/** Does something, and waits until what came of it is rendered: TanStack Query tells its observers a macrotask later. */
export function perform<Result>(task: () => Promise<Result>): Promise<Result> {
  return act(async () => {
    try {
      return await task()
    } finally {
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  })
}
