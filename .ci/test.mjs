// `npm test` runs every step, `npm run test:all` the nightly ones too, `npm run test:<step>` one with what it needs;
// what follows `--` goes to vitest.
import { installBrowser, installPackages } from './install.mjs'
import { nightlySteps, steps } from './steps.mjs'
import { stopAll } from './tools.mjs'

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
  for (const name of names) if (!stopping) await runStep(name)
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

/** @param {string} name */
async function runStep(name) {
  console.log(`\n── ${name}`)
  const start = performance.now()
  const count = await all[name]?.run(filter)
  const { passed, failed } = count ?? { passed: 0, failed: 1 }
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`── ${name}: ${passed} passed, ${failed} failed in ${seconds} s`)
  total.passed += passed
  total.failed += failed
}
