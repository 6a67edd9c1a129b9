// `npm run size`: what the build weighs beside its peers. With `-- --peers` the peers are measured now, too.
import { measurePeers, quoted } from './peers.mjs'
import { peerDependencies, weigh, weights } from './size.mjs'

const measuresPeers = process.argv.includes('--peers')

console.log(`Production bundles, in kB (1000 bytes), without ${peerDependencies.join(', ')}:\n`)
row('', 'minified', 'brotli', 'at most', 'goal')
for (const { name, code, limit, goal = limit } of weights) {
  const { minified, brotli } = await weigh(code)
  row(name, kB(minified), kB(brotli), kB(limit), kB(goal))
  if (brotli > limit) process.exitCode = 1
}

console.log(`\nThe same without react and react-dom only, as the peers' figures are:\n`)
const reactOnly = { external: ['react', 'react-dom'] }
for (const { name, code } of weights.filter(({ inPages }) => inPages)) {
  const { minified, brotli } = await weigh(code, reactOnly)
  row(`${name} + TanStack Query`, kB(minified), kB(brotli))
}

const peers = measuresPeers ? await measurePeers() : quoted.peers
console.log(
  `\nPeers, ${measuresPeers ? 'measured now' : `quoted from bench/peers.json (${quoted.measured})`}:\n`,
)
for (const { name, minified, brotli } of peers) row(name, kB(minified), kB(brotli))
if (!measuresPeers)
  console.log('\nnpm run size -- --peers installs the peers in a temporary folder and measures them.')

/** @param {number} bytes */
function kB(bytes) {
  return (bytes / 1000).toFixed(1)
}

/** @type {(name: string, ...cells: string[]) => void} */
function row(name, ...cells) {
  console.log(name.padEnd(64) + cells.map((cell) => cell.padStart(10)).join(''))
}
