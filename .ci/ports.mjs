import { createServer } from 'node:net'

// The addresses a server may mean by "this machine"; a port counts as free only when it is free on all.
const hosts = ['127.0.0.1', '::1', undefined]

/**
 * The first free port from `first` on.
 * @param {number} first
 */
export async function freePort(first) {
  for (let port = first; port < first + 100; port++) {
    if (!(await isTaken(port))) return port
  }
  throw new Error(`No free port from ${first} to ${first + 99}.`)
}

/** @param {number} port */
async function isTaken(port) {
  for (const host of hosts) if (await isTakenAt(port, host)) return true
  return false
}

/** @type {(port: number, host: string | undefined) => Promise<boolean>} */
function isTakenAt(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    // Any other error means that the machine lacks this address.
    server.once('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE'))
    server.listen({ port, host }, () => server.close(() => resolve(false)))
  })
}
