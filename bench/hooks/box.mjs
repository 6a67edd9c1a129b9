import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/**
 * `frontdesk dev` as a production instance. It ends with this process, however that ends.
 * @returns {Promise<{ url: string, publishableKey: string, users: [User, ...User[]], stop: () => void }>}
 * @typedef {{ identifier: string, password: string }} User
 */
export async function startBox() {
  const args = ['dist/bin.js', 'dev', '--port', '0', '--key-type', 'live', '--json']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  process.once('exit', () => child.kill())
  const line = once(createInterface({ input: child.stdout }), 'line')
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The box did not start.')))
  const [text] = await Promise.race([line, ended])
  ended.catch(() => {})
  return { ...JSON.parse(text), stop: () => child.kill() }
}
