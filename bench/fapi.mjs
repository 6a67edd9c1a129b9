// `npm run bench:fapi`: what the box serves on one core over loopback, beside what that core can do at all. It counts
// the time that the server had on the core: a machine that does other things as well changes that little.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { hasCoreTime, pinning, runProgram, startBox, startServer } from './fapi/servers.mjs'

const warmUp = 2
const seconds = 4
const rounds = 3
const headers = { origin: 'http://localhost:3000' }

/**
 * Requests for each second of the core.
 * @param {{ time: () => number }} server
 * @param {{ url: string, method?: 'GET' | 'POST', body?: string, isNative?: boolean }} request
 */
async function load({ time }, { url, method = 'GET', body, isNative = false }) {
  const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
  const requested = {
    url,
    method,
    ...(body !== undefined && { body }),
    headers: { ...(isNative ? { authorization: '' } : headers), ...form },
    connections: 16,
  }
  await autocannon({ ...requested, duration: warmUp })
  const start = time()
  const { requests, non2xx, errors } = await autocannon({ ...requested, duration: seconds })
  const used = time() - start
  if (non2xx + errors > 0) throw new Error(`${method} ${url}: ${non2xx} refused, ${errors} failed`)
  return requests.total / used
}

/**
 * A box with one browser: `query` is its credential.
 * @param {string[]} args of `frontdesk dev`
 */
async function startBrowser(...args) {
  const box = await startBox(...args)
  const { id } = await (await fetch(`${box.url}/v1/dev_browser`, { method: 'POST', headers })).json()
  return { ...box, query: `?__clerk_db_jwt=${id}` }
}

/**
 * Signs the first user in.
 * @param {{ url: string, query: string, users: { identifier: string, password: string }[] }} browser
 * @returns {Promise<string>} the session's id
 */
async function signIn({ url, query, users: [user] }) {
  const body = new URLSearchParams(user)
  const answer = await fetch(`${url}/v1/client/sign_ins${query}`, { method: 'POST', headers, body })
  return (await answer.json()).response.created_session_id
}

const tokenRequest = /** @type {const} */ ({ method: 'POST', body: 'tab_state=focused' })

/**
 * Password sign-ins a second, the last of many users each time, with everything kept in a file.
 * @param {number} count
 */
async function signInsWithState(count) {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-bench-'))
  const users = Array.from({ length: count }, (_, index) => ({
    identifier: `user${index}@example.com`,
    password: 'a-password',
  }))
  const seed = join(folder, 'seed.json')
  await writeFile(seed, JSON.stringify({ users }))
  const box = await startBox('--seed', seed, '--state', join(folder, 'state.json'))
  try {
    const body = String(
      new URLSearchParams({ identifier: `user${count - 1}@example.com`, password: 'a-password' }),
    )
    const url = `${box.url}/v1/client/sign_ins?_is_native=1`
    return await load(box, { url, method: 'POST', body, isNative: true })
  } finally {
    await box.stop()
    await rm(folder, { recursive: true })
  }
}

/**
 * Each figure: how it is measured, and what it is a share of.
 * @type {{ name: string, of?: string, measure: () => Promise<number> }[]}
 */
const figures = [
  {
    name: 'bare server',
    async measure() {
      const server = await startServer(['bench/fapi/bareServer.mjs'])
      return load(server, { url: `${server.url}/v1/client` }).finally(server.stop)
    },
  },
  {
    name: 'GET /v1/client, no sessions',
    of: 'bare server',
    async measure() {
      const box = await startBrowser()
      return load(box, { url: `${box.url}/v1/client${box.query}` }).finally(box.stop)
    },
  },
  {
    name: 'GET /v1/client, one session',
    of: 'bare server',
    async measure() {
      const box = await startBrowser()
      await signIn(box)
      return load(box, { url: `${box.url}/v1/client${box.query}` }).finally(box.stop)
    },
  },
  { name: 'bare RS256 signing', measure: async () => Number(await runProgram('bench/fapi/signing.mjs')) },
  {
    name: 'bare server that signs',
    of: 'bare RS256 signing',
    async measure() {
      const server = await startServer(['bench/fapi/bareServer.mjs'])
      return load(server, { url: `${server.url}/tokens`, ...tokenRequest }).finally(server.stop)
    },
  },
  {
    name: 'POST …/tokens',
    of: 'bare server that signs',
    async measure() {
      const box = await startBrowser()
      const url = `${box.url}/v1/client/sessions/${await signIn(box)}/tokens${box.query}`
      return load(box, { url, ...tokenRequest }).finally(box.stop)
    },
  },
  { name: 'sign-ins with --state, 10 users', measure: () => signInsWithState(10) },
  {
    name: '…, 10,000 users',
    of: 'sign-ins with --state, 10 users',
    measure: () => signInsWithState(10_000),
  },
]

/** From the command to the first answer: milliseconds that go by, and those that the process is on a core. */
async function coldStart() {
  const start = performance.now()
  const box = await startBox()
  await fetch(`${box.url}/v1/environment`, { headers })
  const time = { all: performance.now() - start, core: 1000 * box.time() }
  await box.stop()
  return time
}

/** @param {readonly number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Megabytes after 20,000 requests, and after each further 20,000. */
async function memory() {
  const box = await startBrowser()
  await signIn(box)
  const held = []
  for (let i = 0; i < 5; i++) {
    await autocannon({ url: `${box.url}/v1/client${box.query}`, headers, connections: 16, amount: 20_000 })
    held.push(Math.round(box.memory() / 1e6))
  }
  await box.stop()
  return held
}

/** @type {Map<string, number[]>} */
const rates = new Map(figures.map(({ name }) => [name, []]))
for (let round = 1; round <= rounds; round++) {
  process.stderr.write(`round ${round} of ${rounds}\n`)
  for (const { name, measure } of figures) rates.get(name)?.push(await measure())
}
const rate = (/** @type {string} */ name) => median(rates.get(name) ?? [])

console.log(
  `Requests for each second ${hasCoreTime ? 'of the core' : 'that goes by'}, median of ${rounds} rounds of ${seconds} s after ${warmUp} s; the server is ${pinning}:\n`,
)
for (const { name, of } of figures) {
  const share = of === undefined ? '' : `${Math.round((100 * rate(name)) / rate(of))} % of ${of}`
  console.log(`${name.padEnd(32)}${Math.round(rate(name)).toString().padStart(8)}   ${share}`.trimEnd())
}

const starts = []
for (let i = 0; i < 5; i++) starts.push(await coldStart())
const core = hasCoreTime
  ? `, ${Math.round(median(starts.map(({ core }) => core)))} ms of them on the core`
  : ''
console.log(
  `\nCold start of frontdesk dev, to its first answer: ${Math.round(median(starts.map(({ all }) => all)))} ms${core} (median of 5)`,
)
console.log(`Memory after each 20,000 of 100,000 requests: ${(await memory()).join(', ')} MB`)
