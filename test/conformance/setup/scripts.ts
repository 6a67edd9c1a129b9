import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'

/** Clerk's prebuilt pages, as Clerk's servers deliver them. */
const ui = join(dirname(createRequire(import.meta.url).resolve('@clerk/ui/package.json')), 'dist')

interface ScriptServer {
  /** Its origin. */
  url: string
  close(): void
}

/** One place for the scripts of all pages, so that a browser loads and compiles each of them once. */
export async function serveScripts(folder: string): Promise<ScriptServer> {
  const server = createServer(({ url = '' }, answer) => {
    const { pathname } = new URL(url, 'http://localhost')
    const file = join(pathname.startsWith('/clerk-ui/') ? ui : folder, basename(pathname))
    answer.writeHead(200, {
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=86400, immutable',
    })
    answer.end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
