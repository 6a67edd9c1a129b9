// `npm run bench:hooks`: what an app of this library costs in Chromium, beside the least that one with TanStack Query
// does, and beside its peers. `-- --rounds 15 --only floor,frontdesk` for more rounds, or fewer apps.
import { cpus, loadavg, totalmem } from 'node:os'
import { readArgs } from './hooks/args.mjs'
import { measureGetToken } from './hooks/getToken.mjs'
import { versionOf } from './hooks/peers.mjs'
import { measureInRounds } from './hooks/rounds.mjs'
import { openStage } from './hooks/stage.mjs'
import { formatTables } from './hooks/table.mjs'

// Exiting, and not being killed, ends the box and Chromium, too.
for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }))
  process.once(signal, () => process.exit(128 + number))

const { rounds, chosen } = readArgs()
const load = () => loadavg()[0]?.toFixed(1)
const loadBefore = load()
const token = await measureGetToken()
const stage = await openStage(chosen)
const results = await measureInRounds(stage.apps, rounds).finally(stage.close)

const packages = ['react', '@tanstack/react-query', 'esbuild'].map(versionOf)
const peers = chosen.flatMap(({ peer }) => peer?.packages ?? [])
const machine = `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB`
console.log(`${stage.chromium}, Node ${process.versions.node}, ${[...packages, ...peers].join(', ')}`)
console.log(`${machine}; load ${loadBefore} before, ${load()} after`)
console.log(
  `Cached getToken() in Node: ${token.cached.toFixed(0)} ns, beside ${token.resolved.toFixed(0)} ns for a resolved promise`,
)
const { spread, medians } = formatTables(results, stage.apps)
console.log(
  `\n${spread}\n\nThe median of ${rounds} each; ✗ where Frontdesk takes more than the most it may:\n`,
)
console.log(medians)
