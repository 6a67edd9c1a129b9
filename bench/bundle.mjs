import { build } from 'esbuild'

/** Not part of any figure: every app that uses the library, or a server that does, has these already. */
export const peerDependencies = ['react', 'react-dom', '@tanstack/react-query', '@clerk/backend']

/**
 * @typedef {object} Chunk
 * @property {string} text
 * @property {boolean} isLoaded whether the page loads it as it starts, and not only where an `import()` asks for it
 */

/**
 * The production bundle of `code` and all it imports, statically or dynamically.
 * @param {string} code
 * @param {{ folder?: string, external?: string[], shortens?: boolean }} [options] `folder`: where imports are resolved
 *   from; `shortens`: names of variables, too
 * @returns {Promise<Chunk[]>}
 */
export async function bundle(
  code,
  { folder = process.cwd(), external = peerDependencies, shortens = true } = {},
) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: shortens,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: external.flatMap((name) => [name, `${name}/*`]),
    absWorkingDir: folder,
    outdir: 'out',
    metafile: true,
    write: false,
    logLevel: 'silent',
    // A name that is not exported would weigh nothing.
    logOverride: { 'import-is-undefined': 'error' },
    // The repository's tsconfig.json leads `frontdesk` to the sources; the build is what is weighed.
    tsconfigRaw: {},
  })
  const loaded = loadedOf(metafile.outputs)
  return outputFiles.map(({ text }, index) => ({
    text,
    isLoaded: loaded.has(/** @type {string} */ (Object.keys(metafile.outputs)[index])),
  }))
}

/**
 * The entry's chunk and those that it imports statically, directly or not.
 * @param {import('esbuild').Metafile['outputs']} outputs
 */
function loadedOf(outputs) {
  /** @type {Set<string>} */
  const loaded = new Set(Object.keys(outputs).filter((path) => outputs[path]?.entryPoint === '<stdin>'))
  for (const path of loaded) {
    for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && imported in outputs) loaded.add(imported)
    }
  }
  return loaded
}
