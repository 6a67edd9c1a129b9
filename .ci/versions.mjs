import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { run } from './tools.mjs'
import { runTests } from './vitest.mjs'

/** Besides the one that runs this. */
const nodes = ['22', '24']

/** Other versions of what the library is used with, and which unit tests run with them. */
const peers = [
  {
    packages: ['react@18.3', 'react-dom@18.3'],
    tests: 'src/react',
    except: [
      // It renders an Activity, which React 18 has not.
      'a provider that was hidden and is shown again',
      // It counts renders, and the `act` of React 18 holds all of them back to its end.
      'one useToken is 14 requests in ten minutes',
    ],
  },
]

/**
 * Runs what was built on other versions of Node, and tests with other versions of peers.
 * @returns {Promise<import('./steps.mjs').Count>}
 */
export async function checkVersions() {
  const total = { passed: 0, failed: 0 }
  for (const version of nodes) {
    const works = await run(['npx', '--yes', `node@${version}`, '.ci/smoke.mjs', version])
    total[works ? 'passed' : 'failed'] += 1
  }
  for (const peer of peers) {
    const { passed, failed } = await testWith(peer)
    total.passed += passed
    total.failed += failed
  }
  return total
}

/**
 * Tests a copy of the sources: the packages are needed in it all over, by others too.
 * @param {typeof peers[number]} peer
 */
async function testWith({ packages, tests, except }) {
  const cwd = mkdtempSync(join(tmpdir(), 'frontdesk-'))
  try {
    const left = ['.git', 'node_modules', 'dist', 'storybook-static']
    cpSync('.', cwd, { recursive: true, filter: (file) => !left.includes(basename(file)) })
    const install = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
    console.log(`\nnpm ci && npm install ${packages.join(' ')}, in a copy …`)
    const isInstalled =
      (await run(['npm', 'ci', ...install], { quiet: true, cwd })) &&
      // By force, as some of what we test with wants a newer one.
      (await run(['npm', 'install', '--no-save', '--force', ...install, ...packages], { quiet: true, cwd }))
    if (!isInstalled) return { passed: 0, failed: 1 }
    return await runTests('unit', { filter: [tests, '-t', `^(?!.*(${except.join('|')}))`], cwd })
  } finally {
    rmSync(cwd, { recursive: true })
  }
}
