// How many session tokens one core can sign in a second of its time, and nothing else: no server can hand out more.
import { signToken } from './token.mjs'

const warmUp = 2000
const seconds = 4

/** @param {number} time milliseconds */
async function signFor(time) {
  let signed = 0
  const end = performance.now() + time
  const signOn = async () => {
    while (performance.now() < end) {
      await signToken()
      signed += 1
    }
  }
  await Promise.all(Array.from({ length: 16 }, signOn))
  return signed
}

await signFor(warmUp)
const start = process.cpuUsage()
const signed = await signFor(seconds * 1000)
const { user, system } = process.cpuUsage(start)
console.log(signed / ((user + system) / 1e6))
