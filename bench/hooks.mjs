// `npm run bench:hooks`: what the hooks cost beside what they are made of.
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { ClientProvider, useUser } from 'frontdesk'
import { createFrontdesk, getClient, getToken } from 'frontdesk/core'
import { createBrowser, createFapi } from 'frontdesk/fapi'
// @ts-expect-error It has no types.
import { JSDOM } from 'jsdom'
import { createElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'

const components = 1000
const rounds = 60
const calls = 20_000

const { window } = new JSDOM('<!doctype html>')
for (const [name, value] of Object.entries({
  window,
  document: window.document,
  navigator: window.navigator,
}))
  Object.defineProperty(globalThis, name, { value, configurable: true })

const fapi = createFapi()
const browser = createBrowser({ fapi, client: await fapi.seedClient() })
const queryClient = new QueryClient()
const frontdesk = createFrontdesk({
  publishableKey: fapi.publishableKey,
  queryClient,
  ambient: browser.openTab().ambient,
})
frontdesk.mount()
const client = await getClient(frontdesk)
queryClient.setQueryData(['client'], client)

/** @param {() => unknown} useHook */
const reader = (useHook) =>
  function Reader() {
    useHook()
    return null
  }

const Bare = reader(() => useQuery({ queryKey: ['client'], queryFn: () => client, staleTime: Infinity }).data)
const User = reader(() => useUser().data)

/**
 * Milliseconds to mount a thousand of them.
 * @param {import('react').FunctionComponent} Component
 */
function mount(Component) {
  const root = createRoot(document.createElement('div'))
  const all = Array.from({ length: components }, (_, key) => createElement(Component, { key }))
  const tree = createElement(
    QueryClientProvider,
    { client: queryClient },
    createElement(ClientProvider, { frontdesk }, all),
  )
  const start = performance.now()
  flushSync(() => root.render(tree))
  const time = performance.now() - start
  root.unmount()
  return time
}

/**
 * Nanoseconds for one call, awaited.
 * @param {() => Promise<unknown>} call
 */
async function pace(call) {
  const start = performance.now()
  for (let i = 0; i < calls; i++) await call()
  return ((performance.now() - start) * 1e6) / calls
}

/** @param {readonly number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

const token = await getToken(frontdesk)
/** @type {{ bare: number[], user: number[], resolved: number[], cached: number[] }} */
const times = { bare: [], user: [], resolved: [], cached: [] }
for (let round = 0; round < rounds; round++) {
  // Side by side, so that whatever else the machine does slows both.
  times.bare.push(mount(Bare))
  times.user.push(mount(User))
  times.resolved.push(await pace(async () => token))
  times.cached.push(await pace(() => getToken(frontdesk)))
}
frontdesk.unmount()

// The first third warms up.
const warm = (/** @type {number[]} */ values) => median(values.slice(rounds / 3))
const bare = warm(times.bare)
const user = warm(times.user)
const line = (/** @type {string} */ name, /** @type {string} */ figure) =>
  console.log(`${name.padEnd(36)}${figure.padStart(12)}`)
line(`${components} useQuery, mounted`, `${bare.toFixed(1)} ms`)
line(`${components} useUser, mounted`, `${user.toFixed(1)} ms`)
line('ratio', (user / bare).toFixed(2))
line('a resolved promise', `${warm(times.resolved).toFixed(0)} ns`)
line('getToken(), cached', `${warm(times.cached).toFixed(0)} ns`)
