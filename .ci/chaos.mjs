// `npm run test:chaos` plays many more random sequences than `npm test`, and other ones each time. MODEL_FACTOR
// says how many times as many (default: 20), and MODEL_SEED with which seed it begins.

process.env.MODEL_FACTOR ??= '20'
process.env.MODEL_SEED ??= String(Date.now() % 1_000_000_000)
console.log(`MODEL_FACTOR=${process.env.MODEL_FACTOR} MODEL_SEED=${process.env.MODEL_SEED}`)
process.argv.splice(2, 0, 'model')
await import('./test.mjs')
