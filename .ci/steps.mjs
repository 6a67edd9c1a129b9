import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadBundles } from './bundlers.mjs'
import { checkDeclarations } from './declarations.mjs'
import { testExamples } from './examples.mjs'
import { runInJest } from './jest.mjs'
import { sdkPackages, unitTests } from './matrix.mjs'
import { runOnNodes } from './nodes.mjs'
import { withPackages } from './packages.mjs'
import { runInRunners } from './runners.mjs'
import { testSdks } from './sdks.mjs'
import { buildSite } from './site.mjs'
import { run } from './tools.mjs'
import { runTests } from './vitest.mjs'

/**
 * @typedef {{ passed: number, failed: number }} Count
 * @typedef {{ run: (filter: string[]) => Promise<Count>, browser?: import('./browsers.mjs').BrowserName, build?: boolean }} Step
 */

const otherSdks = /** @type {(keyof typeof sdkPackages)[]} */ (Object.keys(sdkPackages)).filter(
  (name) => name !== 'express',
)

/**
 * What `npm test` runs, in this order. `browser` and `build` say what a step needs when it runs alone.
 * @type {Record<string, Step>}
 */
export const steps = {
  types: check('tsc'),
  lint: check('biome', 'ci', '--colors=off', '.'),
  build: check('tsup'),
  unit: project('unit*'),
  floors: unitsWith('floors'),
  mutations: project('mutations'),
  model: project('model'),
  browser: { ...project('browser'), browser: 'chromium' },
  e2e: { ...project('e2e'), browser: 'chromium', build: true },
  firefox: inBrowser('firefox', 'e2e', 'scenes/accounts', 'scenes/signOut'),
  conformance: { ...project('conformance'), browser: 'chromium' },
  stories: { ...project('stories'), browser: 'chromium' },
  dist: { ...project('dist'), build: true },
  docs: project('docs'),
  ssr: inExamples('ssr'),
  express: inSdks('express'),
}

/** Steps that leave a core to others: those of a row run at a time, where the first of them stands. */
export const besideEachOther = [
  ['types', 'lint', 'build'],
  ['dist', 'docs', 'ssr'],
]

/**
 * What `npm run test:all` runs besides, as it takes long or needs much from elsewhere: each night, and before a release.
 * @type {Record<string, Step>}
 */
export const nightlySteps = {
  chaos: { run: runChaos },
  fuzz: { run: runFuzz },
  'react-18': unitsWith('react-18'),
  'query-floor': unitsWith('query-floor'),
  'box-floors': unitsWith('box-floors'),
  'server-floors': unitsWith('server-floors'),
  'other-keys': restOf('e2e', 'e2e/demoWays'),
  'other-looks': restOf('e2e', 'e2e/axe'),
  'stories-desk': storiesOn('desk'),
  'stories-phone': storiesOn('phone'),
  'other-wirings': restOf('conformance', 'clerkJs'),
  'firefox-boot': inBrowser('firefox', 'e2e', 'scenes/boot'),
  'firefox-browser': inBrowser('firefox', 'browser'),
  webkit: inBrowser('webkit', 'browser'),
  declarations: { run: checkDeclarations, build: true },
  bundlers: { run: loadBundles, browser: 'chromium', build: true },
  examples: inExamples('react-router', 'next'),
  sdks: inSdks(...otherSdks),
  jest: { run: runInJest, build: true },
  runners: { run: runInRunners, browser: 'chromium', build: true },
  nodes: { run: runOnNodes, build: true },
  site: { run: async () => counted(await buildSite()) },
}

/**
 * A command that counts as one check.
 * @param {string[]} commandLine
 * @returns {Step}
 */
function check(...commandLine) {
  return { run: async () => counted(await run(commandLine, { quiet: true })) }
}

/** @type {(isFine: boolean) => Count} */
const counted = (isFine) => (isFine ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/**
 * The tests of one vitest project.
 * @param {string} name
 * @returns {Step}
 */
function project(name) {
  return { run: (filter) => runTests(name, { filter }) }
}

/**
 * Unit tests with other versions of packages.
 * @param {string} name
 * @returns {Step}
 */
function unitsWith(name) {
  const { packages, tests } = unitTests[name] ?? { packages: [], tests: [] }
  return {
    run: (filter) =>
      withPackages(packages, (folder) =>
        runTests('unit*', { files: tests, filter, env: { OTHER_VERSIONS: folder } }),
      ),
  }
}

/**
 * The cases that `npm test` leaves out, see `test/support/cases.ts`.
 * @param {string} name
 * @param {string[]} files
 * @returns {Step}
 */
function restOf(name, ...files) {
  return { browser: 'chromium', run: (filter) => runTests(name, { files, filter, env: { CASES: 'rest' } }) }
}

/**
 * The stories, looked at with axe: on a desk by day, or on a phone by night.
 * @param {'desk' | 'phone'} look
 * @returns {Step}
 */
function storiesOn(look) {
  return {
    browser: 'chromium',
    run: (filter) => runTests('stories', { filter, env: { STORYBOOK_LOOK: look } }),
  }
}

/**
 * Tests of a vitest project in another browser than Chromium.
 * @param {import('./browsers.mjs').BrowserName} browser
 * @param {string} name
 * @param {string[]} files
 * @returns {Step}
 */
function inBrowser(browser, name, ...files) {
  return { browser, run: (filter) => runTests(name, { files, filter, env: { BROWSER: browser } }) }
}

/**
 * Examples, built and started as their readers do, in a browser.
 * @param {string[]} names
 * @returns {Step}
 */
function inExamples(...names) {
  return { browser: 'chromium', build: true, run: (filter) => testExamples(names, filter) }
}

/**
 * Apps with Clerk's SDKs, set up as `frontdesk dev` says, in a browser.
 * @param {(keyof typeof import('./matrix.mjs').sdkPackages)[]} names
 * @returns {Step}
 */
function inSdks(...names) {
  return { browser: 'chromium', build: true, run: (filter) => testSdks(names, filter) }
}

/**
 * Many more random sequences of the model test, and other ones each time. MODEL_FACTOR says how many times as many
 * (default: 20), and MODEL_SEED with which seed it begins.
 * @param {string[]} filter
 */
function runChaos(filter) {
  process.env.MODEL_FACTOR ??= '20'
  process.env.MODEL_SEED ??= String(Date.now() % 1_000_000_000)
  console.log(`MODEL_FACTOR=${process.env.MODEL_FACTOR} MODEL_SEED=${process.env.MODEL_SEED}`)
  return runTests('model', { filter })
}

/**
 * The unit tests that make up their inputs, with other ones each time. FUZZ_SEED says which.
 * @param {string[]} filter
 */
function runFuzz(filter) {
  process.env.FUZZ_SEED ??= String(Date.now() % 1_000_000_000)
  console.log(`FUZZ_SEED=${process.env.FUZZ_SEED}`)
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => join('src', file))
    .filter((file) => readFileSync(file, 'utf8').includes('test/support/fuzz'))
  return runTests('unit*', { files, filter })
}
