import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotli, weigh } from './size.mjs'

/**
 * @typedef {object} Peer
 * @property {string} id
 * @property {string} name
 * @property {string[]} packages what to install, with versions
 * @property {string} code an app's imports of it
 * @property {string[]} [files] what it loads as a file of its own, beside the app's bundle
 * @property {number} minified bytes, when last measured
 * @property {number} brotli bytes, when last measured
 */

/** @type {{ measured: string, peers: Peer[] }} */
export const quoted = JSON.parse(readFileSync(new URL('peers.json', import.meta.url), 'utf8'))

/**
 * Installs the peers in a folder of their own and weighs them as this library is weighed.
 * @returns {Promise<Peer[]>}
 */
export async function measurePeers() {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-peers-'))
  try {
    return await Promise.all(quoted.peers.map((peer, index) => measure(peer, join(folder, String(index)))))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @type {(peer: Peer, folder: string) => void} */
export function installPeer({ packages }, folder) {
  const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  execFileSync('npm', ['install', ...options, 'react@19.3.1', 'react-dom@19.3.1', ...packages])
}

/**
 * @param {Peer} peer
 * @param {string} folder
 * @returns {Promise<Peer>}
 */
async function measure(peer, folder) {
  installPeer(peer, folder)
  const bundle = await weigh(peer.code, { folder, external: ['react', 'react-dom'] })
  const files = (peer.files ?? []).map((file) => readFileSync(join(folder, 'node_modules', file)))
  return {
    ...peer,
    minified: files.reduce((total, file) => total + file.length, bundle.minified),
    brotli: files.reduce((total, file) => total + brotli(file), bundle.brotli),
  }
}
