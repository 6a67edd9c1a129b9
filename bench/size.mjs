import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'esbuild'

/** Not part of any figure: every app that uses the library has these already. */
export const peerDependencies = ['react', 'react-dom', '@tanstack/react-query']

/**
 * What the library may weigh, in bytes. `goal`: where it is to come down to, where it is not there yet.
 * `inPages`: what users of an app download.
 */
export const weights = [
  {
    name: '{ ClientProvider, useClient, useSignOutAll }',
    code: `export { ClientProvider, useClient, useSignOutAll } from 'frontdesk'`,
    limit: 9_990,
    goal: 7_500,
    inPages: true,
  },
  {
    name: 'everything of frontdesk',
    code: `export * from 'frontdesk'`,
    limit: 13_960,
    goal: 10_500,
    inPages: true,
  },
  {
    name: 'everything of frontdesk/fapi',
    code: `export * from 'frontdesk/fapi'`,
    limit: 40_000,
    inPages: false,
  },
]

/**
 * What `code` and all it imports, statically or dynamically, weigh as a production bundle.
 * @param {string} code
 * @param {{ folder?: string, external?: string[] }} [options] `folder`: where imports are resolved from
 * @returns {Promise<{ minified: number, brotli: number }>} bytes
 */
export async function weigh(code, { folder = process.cwd(), external = peerDependencies } = {}) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: external.flatMap((name) => [name, `${name}/*`]),
    outdir: 'out',
    write: false,
    logLevel: 'silent',
    // A name that is not exported would weigh nothing.
    logOverride: { 'import-is-undefined': 'error' },
    // The repository's tsconfig.json leads `frontdesk` to the sources; the build is what is weighed.
    tsconfigRaw: {},
  })
  return {
    minified: sum(outputFiles.map(({ contents }) => contents.length)),
    brotli: sum(outputFiles.map(({ contents }) => brotli(contents))),
  }
}

/** @param {Uint8Array} contents */
export function brotli(contents) {
  return brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
