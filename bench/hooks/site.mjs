import { createServer } from 'node:http'
import { brotliCompressSync } from 'node:zlib'

/** @typedef {{ type: string, body: Uint8Array }} File */

/**
 * Serves all apps from one origin, compressed beforehand. Nothing of it stays in a browser's cache.
 * @param {object} options
 * @param {Map<string, import('./bundle.mjs').Bundle>} options.bundles by the app's id
 * @param {{ publishableKey: string, url: string }} options.box what the pages are told of it
 * @param {() => import('node:http').RequestListener | undefined} options.authServer better-auth's, below `/api/auth`
 */
export async function startSite({ bundles, box, authServer }) {
  const files = new Map([['/blank', page('')]])
  for (const [id, bundle] of bundles) {
    files.set(`/${id}/`, page(app(id, bundle, box)))
    for (const [name, contents] of bundle.files)
      files.set(`/${id}/${name}`, compress('text/javascript', contents))
  }
  const server = createServer((request, response) => {
    const auth = request.url?.startsWith('/api/auth/') && authServer()
    if (auth) return auth(request, response)
    const file = files.get(request.url ?? '')
    if (!file) return response.writeHead(404).end()
    const { type, body } = file
    const headers = { 'content-type': `${type}; charset=utf-8`, 'content-encoding': 'br' }
    response.writeHead(200, { ...headers, 'content-length': body.length, 'cache-control': 'no-store' })
    response.end(body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://localhost:${address.port}`,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** @type {(id: string, bundle: import('./bundle.mjs').Bundle, box: object) => string} */
function app(id, { preloaded }, box) {
  const preloads = preloaded.map((name) => `<link rel="modulepreload" href="/${id}/${name}">`)
  const told = `<script>box = ${JSON.stringify(box)}</script>`
  return `${preloads.join('')}<div></div>${told}<script type="module" src="/${id}/app.js"></script>`
}

/** @param {string} body */
function page(body) {
  return compress('text/html', `<!doctype html><title>Bench</title><link rel="icon" href="data:,">${body}`)
}

/** @type {(type: string, contents: string | Uint8Array) => File} */
function compress(type, contents) {
  return { type, body: brotliCompressSync(contents) }
}
