import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Fapi } from '../fapi/handle'
import { errorEnvelope } from '../fapi/http/envelope'
import { createIds } from '../fapi/ids'
import type { Certificate } from './certificate'
import { CliError } from './error'

interface Served {
  /** Where it answers, e.g. `http://localhost:4400`. */
  url: string
  /** Ends it at once, with the connections that are open. */
  close(): Promise<void>
}

/** What answers requests: a box, or a box with something before it. */
export type Handler = Pick<Fapi, 'fetch'>

interface ServeOptions {
  /** 0 picks a free one. */
  port: number
  host: string
  /** Speaks HTTPS, with this certificate. Default: HTTP. */
  certificate?: Certificate | undefined
}

/** Puts a box on a port. @throws CliError when the port or the host cannot be had */
export async function serve(handler: Handler, { port, host, certificate }: ServeOptions): Promise<Served> {
  const listener = getRequestListener((request, env) => answer(handler, request, env as HttpBindings), {
    errorHandler: badRequest,
  })
  const server = certificate ? createSecureServer(certificate, listener) : createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, port, host)))
    server.listen(port, host, resolve)
  })
  return {
    url: `${certificate ? 'https' : 'http'}://${displayHost(host)}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A fault that cuts the connection makes `fetch` reject, and only that. */
async function answer(
  handler: Handler,
  request: Request,
  { incoming, outgoing }: HttpBindings,
): Promise<Response> {
  try {
    return await handler.fetch(request, { peer: incoming.socket.remoteAddress })
  } catch {
    outgoing.destroy()
    return RESPONSE_ALREADY_SENT
  }
}

function listenError({ code, message }: NodeJS.ErrnoException, port: number, host: string): CliError {
  if (code === 'EADDRINUSE')
    return new CliError(`port ${port} is taken: choose another with --port, or let --port 0 find one`)
  if (code === 'EACCES')
    return new CliError(`port ${port} needs more rights than you have: choose one from 1024 up with --port`)
  return new CliError(`cannot listen on ${host}:${port} (${message})`)
}

/** `localhost` for every address of this machine, so that app and box share cookies. */
function displayHost(host: string): string {
  if (/^(127\..+|0\.0\.0\.0|::1?|localhost)$/.test(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** For what is not even a request, e.g. one with a malformed `Host`. */
function badRequest(): Response {
  const envelope = errorEnvelope(createIds(), 'host_invalid', 'The request has no valid Host or path')
  return new Response(JSON.stringify(envelope), {
    status: 400,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
