// `npm test` runs every step, `npm run test:all` the nightly ones too, `npm run test:<step>` one with what it needs;
// what follows `--` goes to vitest.
import { installBrowser, installPackages } from './install.mjs'
import { besideEachOther, nightlySteps, steps } from './steps.mjs'
import { inOnePiece, print, stopAll } from './tools.mjs'

// As on a CI machine: vitest writes no new snapshot and refuses `test.only`.
process.env.CI = 'true'

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopping = true
    stopAll().then(() => process.exit(1))
  })
}

const [only, ...filter] = process.argv.slice(2)
const all = { ...steps, ...nightlySteps }
const total = { passed: 0, failed: 0 }

try {
  const names = choose(only)
  await installPackages()
  const browsers = new Set(names.map((name) => all[name]?.browser))
  for (const browser of browsers) if (browser) await installBrowser(browser)
  for (const row of rowsOf(names)) if (!stopping) await runAtOnce(row)
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`)
  total.failed += 1
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

/** @param {string | undefined} name */
function choose(name) {
  if (!name) return Object.keys(steps)
  if (name === 'all') return Object.keys(all)
  const step = all[name]
  if (!step) throw new Error(`There is no step ${name}, only ${Object.keys(all).join(', ')}.`)
  return step.build ? ['build', name] : [name]
}

/**
 * What runs at a time, in order.
 * @param {string[]} names
 */
function rowsOf(names) {
  const rows = names.map((name) => {
    const others = besideEachOther.find((row) => row.includes(name)) ?? [name]
    return names.filter((other) => others.includes(other))
  })
  return rows.filter(([first], index) => first === names[index])
}

/** @param {string[]} row */
async function runAtOnce(row) {
  if (row.length === 1) return runStep(`${row}`)
  const ends = await Promise.allSettled(row.map((name) => inOnePiece(() => runStep(name))))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** @param {string} name */
async function runStep(name) {
  print(`\n── ${name}`)
  const start = performance.now()
  const count = await all[name]?.run(filter)
  const { passed, failed } = count ?? { passed: 0, failed: 1 }
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  print(`── ${name}: ${passed} passed, ${failed} failed in ${seconds} s`)
  total.passed += passed
  total.failed += failed
}
