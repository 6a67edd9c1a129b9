import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

/** The path below which an app's server passes everything on to the Frontend API. */
export const proxyPath = '/__clerk'

export interface AppServer {
  /** Its origin. */
  url: string
  close(): Promise<void>
}

interface AppServerOptions {
  /** Answers what is not for the Frontend API. */
  answer(request: Request): Response | Promise<Response>
  /** The Frontend API behind `proxyPath`. */
  upstream: string
  secretKey: string
}

/** An app's own server at a free port, with the proxy that Clerk's guide asks for. */
export async function startAppServer({ answer, upstream, secretKey }: AppServerOptions): Promise<AppServer> {
  const listener = getRequestListener(async (request) => answer(request))
  const server = createServer((incoming, outgoing) => {
    if (!incoming.url?.startsWith(`${proxyPath}/`)) return listener(incoming, outgoing)
    forward(incoming, outgoing, upstream, secretKey)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Passes a request on as it came, with what a proxy adds. */
function forward(incoming: IncomingMessage, outgoing: ServerResponse, upstream: string, secretKey: string) {
  const { host = '' } = incoming.headers
  const headers = {
    ...incoming.headers,
    host: new URL(upstream).host,
    'clerk-proxy-url': `http://${host}${proxyPath}`,
    'clerk-secret-key': secretKey,
    'x-forwarded-for': incoming.socket.remoteAddress ?? '',
    'x-forwarded-host': host,
    'x-forwarded-proto': 'http',
  }
  const target = new URL(incoming.url!.slice(proxyPath.length), upstream)
  const passedOn = request(target, { method: incoming.method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode!, answer.rawHeaders)
    answer.pipe(outgoing)
  })
  passedOn.on('error', () => outgoing.destroy())
  incoming.pipe(passedOn)
}
