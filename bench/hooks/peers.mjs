import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPeer } from '../peers.mjs'

/**
 * @typedef {object} InstalledPeer
 * @property {string} folder
 * @property {string[]} names of its packages
 * @property {string[]} files what it loads as files of their own, below `node_modules`
 */

/**
 * Installs what is to be measured beside this library, in a folder that later runs find again.
 * @param {import('../peers.mjs').Peer} peer
 * @returns {InstalledPeer}
 */
export function obtainPeer(peer) {
  const folder = join(tmpdir(), 'frontdesk-bench', peer.packages.join('+').replaceAll('/', '-'))
  // npm writes this record last, so without it an installation was cut short.
  if (!existsSync(join(folder, 'node_modules/.package-lock.json'))) {
    process.stderr.write(`installing ${peer.packages.join(', ')}\n`)
    installPeer(peer, folder)
  }
  const names = peer.packages.map((spec) => spec.slice(0, spec.lastIndexOf('@')))
  return { folder, names, files: peer.files ?? [] }
}

/** @param {string} name of a package of this repository */
export function versionOf(name) {
  return `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}`
}
