import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', core: 'src/core.ts', fapi: 'src/fapi.ts', bin: 'src/cli/bin.ts' },
  format: 'esm',
  target: 'es2022',
  // Without shared chunks every entry would carry its own FrontdeskError, and `instanceof` would fail between them.
  splitting: true,
  clean: true,
  dts: {
    entry: { index: 'src/index.ts', core: 'src/core.ts', fapi: 'src/fapi.ts' },
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
  esbuildOptions(options) {
    options.chunkNames = 'chunks/[name]-[hash]'
  },
})
