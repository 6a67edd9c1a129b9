import { quoted } from '../peers.mjs'

/**
 * @typedef {object} Contender
 * @property {string} id its file in `apps`
 * @property {string} title
 * @property {import('../peers.mjs').Peer} [peer] what is installed for it
 * @property {'box' | 'betterAuth' | 'none'} server where its user signs in
 */

/** @param {string} id */
function findPeer(id) {
  const peer = quoted.peers.find((one) => one.id === id)
  if (!peer) throw new Error(`bench/peers.json has no "${id}"`)
  return peer
}

/** @type {Contender[]} */
export const contenders = [
  { id: 'bare', title: 'bare React', server: 'none' },
  { id: 'floor', title: 'floor', server: 'box' },
  { id: 'frontdesk', title: 'Frontdesk', server: 'box' },
  { id: 'clerk', title: 'Clerk', peer: findPeer('clerk'), server: 'box' },
  {
    id: 'betterAuth',
    title: 'better-auth',
    peer: findPeer('betterAuth'),
    server: 'betterAuth',
  },
]
