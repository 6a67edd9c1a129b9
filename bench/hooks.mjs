// `npm run bench:hooks`: what the hooks cost beside what they are made of. In processor time, round by round side
// by side: whatever else the machine does stretches both alike.
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
const warmUp = 50
const rounds = 250
const calls = 2000

const { window } = new JSDOM('<!doctype html>')
for (const [name, value] of Object.entries({
  window,
  document: window.document,
  navigator: window.navigator,
}))
  Object.defineProperty(globalThis, name, { value, configurable: true })

const fapi = createFapi()
const browser = createBrowser({ fapi, client: await fapi.seedClient({ users: ['alice@example.com'] }) })
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
 * Milliseconds to mount a thousand of them, effects and all.
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
  // What an earlier round left behind is none of this one's cost.
  globalThis.gc?.({ type: 'minor' })
  const stop = timer()
  flushSync(() => root.render(tree))
  const time = stop()
  root.unmount()
  return time
}

/**
 * Nanoseconds for one call, awaited.
 * @param {() => Promise<unknown>} call
 */
async function pace(call) {
  const stop = timer()
  for (let i = 0; i < calls; i++) await call()
  return (stop() * 1e6) / calls
}

/** @returns what tells the milliseconds of processor time since. */
function timer() {
  const start = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
}

/** @type {(values: readonly number[], part: number) => number} */
const quantile = (values, part) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN

/** @type {(name: string, values: readonly number[], digits: number, unit?: string) => void} */
function line(name, values, digits, unit = '') {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(values, part).toFixed(digits))
  console.log(`${name.padEnd(36)}${`${middle}${unit}`.padStart(12)}${`${low} to ${high}`.padStart(20)}`)
}

/**
 * Runs both in turns, each as often first as second.
 * @param {() => number | Promise<number>} one
 * @param {() => number | Promise<number>} other
 */
async function compare(one, other) {
  /** @type {[number[], number[]]} */
  const times = [[], []]
  for (let round = 0; round < warmUp + rounds; round++) {
    const odd = round % 2
    const first = await (odd ? other : one)()
    const second = await (odd ? one : other)()
    if (round < warmUp) continue
    times[0].push(odd ? second : first)
    times[1].push(odd ? first : second)
  }
  const [ones, others] = times
  // Of two rounds, one in each order, so that going first is worth nothing.
  const ratios = Array.from({ length: rounds / 2 }, (_, pair) => {
    const sum = (/** @type {number[]} */ of) => (of[2 * pair] ?? 0) + (of[2 * pair + 1] ?? 0)
    return sum(others) / sum(ones)
  })
  return { ones, others, ratios }
}

const token = await getToken(frontdesk)
if (!token) throw new Error('Nobody is signed in.')
const mounting = await compare(
  () => mount(Bare),
  () => mount(User),
)
const calling = await compare(
  () => pace(async () => token),
  () => pace(() => getToken(frontdesk)),
)
frontdesk.unmount()

console.log(`${''.padEnd(36)}${'median'.padStart(12)}${'middle half'.padStart(20)}`)
line(`${components} useQuery, mounted`, mounting.ones, 1, ' ms')
line(`${components} useUser, mounted`, mounting.others, 1, ' ms')
line('ratio', mounting.ratios, 2)
line('a resolved promise', calling.ones, 0, ' ns')
line('getToken(), cached', calling.others, 0, ' ns')
