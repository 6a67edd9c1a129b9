import { rmSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
import { modulesOf, oneFileEach } from './build/modules'
import { shortenNames } from './build/shortNames'

// Once, and not by tsup: each of the two builds would remove what the other has written.
rmSync('dist', { recursive: true, force: true })

const shared = {
  format: 'esm',
  target: 'es2022',
  // Without shared chunks every entry would carry its own FrontdeskError, and `instanceof` would fail between them.
  splitting: true,
} satisfies Options

const declarations = (entry: Record<string, string>) => ({
  entry,
  // What is marked `@internal` goes by shorter names in the code, if any: its types would lie.
  compilerOptions: { ignoreDeprecations: '6.0', stripInternal: true },
})

const client = { index: 'src/index.ts', core: 'src/core.ts' }
const devtools = { devtools: 'src/devtools.ts' }
const server = { server: 'src/server.ts' }
const box = { fapi: 'src/fapi.ts' }
const testing = {
  testing: 'src/testing.ts',
  'testing/playwright': 'src/testing/playwright.ts',
  'testing/storybook': 'src/testing/storybook.tsx',
}

const without = (entry: Record<string, string>, others: Record<string, string>) =>
  Object.fromEntries(Object.entries(entry).filter(([name]) => !(name in others)))

export default defineConfig(async () => [
  {
    ...shared,
    // In a chunk with others, what an app does not import would weigh: bundlers leave out files, not all statements.
    entry: await modulesOf(Object.values(client)),
    // In one go, so that a type is declared once.
    dts: declarations({ ...client, ...devtools, ...server, ...box, ...testing }),
    sourcemap: true,
    esbuildPlugins: [oneFileEach, shortenNames(Object.values(client))],
  },
  {
    ...shared,
    // By itself, so that no app weighs more for what it looks at.
    entry: without(await modulesOf(Object.values(devtools)), await modulesOf(Object.values(client))),
    sourcemap: true,
    esbuildPlugins: [oneFileEach, shortenNames(Object.values(devtools), Object.values(client))],
  },
  {
    ...shared,
    // What browsers and servers share is there already. By itself, as no page is to weigh more for what servers publish.
    entry: without(await modulesOf(Object.values(server)), await modulesOf(Object.values(client))),
    sourcemap: true,
    esbuildPlugins: [oneFileEach, shortenNames(Object.values(server), Object.values(client))],
  },
  {
    ...shared,
    // Only what is of testing itself: it imports the client and the box as they were built.
    entry: Object.fromEntries(
      Object.entries(await modulesOf(Object.values(testing))).filter(([name]) => name.startsWith('testing')),
    ),
    esbuildPlugins: [oneFileEach],
  },
  {
    ...shared,
    entry: {
      ...box,
      bin: 'src/cli/bin.ts',
      // No entry of the package: for the fixtures of Playwright.
      'fapi/pages/createFapiWithPages': 'src/fapi/pages/createFapiWithPages.ts',
    },
    esbuildOptions(options) {
      options.chunkNames = 'chunks/[name]-[hash]'
    },
  },
])
