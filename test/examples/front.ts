import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { selfSigned } from '../../src/cli/certificate'

export interface Front {
  port: number
  close(): Promise<void>
}

/**
 * What stands before servers in production: it ends TLS, and passes requests on by their host name, saying in
 * `X-Forwarded-*` what they were.
 *
 * @param servers - the address of the server behind each host name.
 */
export async function startFront(servers: Readonly<Record<string, string>>): Promise<Front> {
  const server = createServer(selfSigned(), (incoming, outgoing) => {
    const { host = '' } = incoming.headers
    const behind = servers[host]
    if (!behind) return void outgoing.writeHead(421).end()
    const headers = { ...incoming.headers, 'x-forwarded-host': host, 'x-forwarded-proto': 'https' }
    const passedOn = request(
      new URL(incoming.url ?? '/', behind),
      { method: incoming.method, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.rawHeaders)
        answer.pipe(outgoing)
      },
    )
    passedOn.on('error', () => outgoing.destroy())
    incoming.pipe(passedOn)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
