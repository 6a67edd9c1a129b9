import { posix } from 'node:path'
import { build, type Plugin } from 'esbuild'

/**
 * The modules that the entries load, directly or not. Those that only give types are not among them.
 *
 * @returns an entry for each, by its path below `src` without an extension: `{ 'core/errors': 'src/core/errors.ts' }`.
 */
export async function modulesOf(entries: string[]): Promise<Record<string, string>> {
  const { metafile } = await build({
    entryPoints: entries,
    bundle: true,
    packages: 'external',
    metafile: true,
    write: false,
    outdir: 'out',
  })
  const files = Object.keys(metafile.inputs).sort()
  return Object.fromEntries(files.map((file) => [posix.relative('src', file).replace(/\.tsx?$/, ''), file]))
}

/** Leaves each module in a file of its own, where it finds the others by their files' names. */
export const oneFileEach: Plugin = {
  name: 'one-file-each',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path: `${path}.js`, external: true },
    )
  },
}
