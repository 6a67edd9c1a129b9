import { rmSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
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
const box = { fapi: 'src/fapi.ts' }

export default defineConfig([
  {
    ...shared,
    entry: client,
    dts: declarations(client),
    sourcemap: true,
    esbuildPlugins: [shortenNames(Object.values(client))],
    esbuildOptions(options) {
      options.chunkNames = 'chunks/[name]-[hash]'
    },
  },
  {
    ...shared,
    entry: { ...box, bin: 'src/cli/bin.ts' },
    dts: declarations(box),
    esbuildOptions(options) {
      options.chunkNames = 'chunks/[name]-[hash]'
    },
  },
])
