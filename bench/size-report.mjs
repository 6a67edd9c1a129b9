// `npm run size`: what the build weighs beside its peers. With `-- --peers` the peers are measured now, too.
import { peerDependencies } from './bundle.mjs'
import { measurePeers, quoted } from './peers.mjs'
import { base, weigh, weighExports, weights } from './size.mjs'

const measuresPeers = process.argv.includes('--peers')

console.log(`Production bundles, in kB (1000 bytes), without ${peerDependencies.join(', ')}:\n`)
row('', 'minified', 'brotli', 'at most', 'goal')
for (const { name, code, limit, goal = limit, onlyLoaded } of weights) {
  const { minified, brotli } = await weigh(code, { onlyLoaded })
  row(name, kB(minified), kB(brotli), kB(limit), kB(goal))
  if (brotli > limit) process.exitCode = 1
}

console.log(`\nWhat each export adds to ${base}, in bytes; one of these, to the other two:\n`)
row('', 'minified', 'brotli')
for (const { name, minified, brotli } of await weighExports()) row(name, `${minified}`, `${brotli}`)

console.log(`\nThe same as above, but without react and react-dom only, as the peers' figures are:\n`)
const reactOnly = { external: ['react', 'react-dom'] }
for (const { name, code, onlyLoaded } of weights.filter(({ inPages }) => inPages)) {
  const { minified, brotli } = await weigh(code, { ...reactOnly, onlyLoaded })
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
  console.log(name.padEnd(88) + cells.map((cell) => cell.padStart(10)).join(''))
}
