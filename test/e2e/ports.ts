import { createServer, type Server } from 'node:net'

/** Takes ports of this machine, unless somebody has them already. @returns a function that gives them back */
export async function occupy(ports: readonly number[]): Promise<() => Promise<void>> {
  const servers = await Promise.all(ports.map(listen))
  return async () => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(server)
      else reject(error)
    })
    server.listen(port, () => resolve(server))
  })
}
