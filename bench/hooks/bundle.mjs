import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

/**
 * @typedef {object} Bundle
 * @property {Map<string, Uint8Array>} files by name; `app.js` is the entry
 * @property {string[]} preloaded what the entry imports statically, so that the page need not find out in turns
 */

/**
 * One app as its users get it.
 * @param {string} entry
 * @param {import('./peers.mjs').InstalledPeer} [peer] what it uses from another folder
 * @returns {Promise<Bundle>}
 */
export async function bundle(entry, peer) {
  const { outputFiles, metafile } = await build({
    entryPoints: { app: entry },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [whereFrom(peer)],
    outdir: 'out',
    write: false,
    metafile: true,
    logLevel: 'error',
    // The repository's tsconfig.json leads `frontdesk` to the sources; the build is what is measured.
    tsconfigRaw: {},
  })
  const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]))
  for (const file of peer?.files ?? [])
    files.set(basename(file), readFileSync(join(peer?.folder ?? '', 'node_modules', file)))
  const imports = metafile.outputs['out/app.js']?.imports ?? []
  const preloaded = imports
    .filter(({ kind }) => kind === 'import-statement')
    .map(({ path }) => basename(path))
  return { files, preloaded }
}

/**
 * Takes a peer from its folder, and React from here: one React for all, whatever was installed beside a peer.
 * @param {import('./peers.mjs').InstalledPeer} [peer]
 * @returns {import('esbuild').Plugin}
 */
function whereFrom(peer) {
  const decided = {}
  return {
    name: 'where-from',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind, pluginData }) => {
        if (pluginData === decided) return
        const name = path.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? path
        const ofPeer = peer?.names.includes(name) ? peer.folder : undefined
        const resolveDir = /^react(-dom)?$/.test(name) ? process.cwd() : ofPeer
        if (resolveDir) return resolve(path, { kind, resolveDir, pluginData: decided })
      })
    },
  }
}
