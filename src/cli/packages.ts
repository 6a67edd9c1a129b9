import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where a page asks for Clerk's own scripts, in whatever version its SDK would like best. */
const address = /^\/npm\/@clerk\/(clerk-js|ui)@[^/]+\/dist\/((?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.js(?:\.map)?)$/

/**
 * Gives Clerk's scripts, which its SDKs load from the Frontend API, out of the `node_modules` of a folder or of one above
 * it. Resolves with undefined for what is no such script. `onMissing` hears the name of each package that is not there, once.
 */
export function createPackageServer(folder: string, onMissing: (name: string) => void) {
  const told = new Set<string>()
  return async (request: Request): Promise<Response | undefined> => {
    const [, name, file] = address.exec(new URL(request.url).pathname) ?? []
    if (name === undefined || file === undefined) return
    if (request.method !== 'GET' && request.method !== 'HEAD') return
    const script = await find(folder, join('node_modules', '@clerk', name, 'dist', file))
    if (script) return new Response(request.method === 'HEAD' ? null : script, { headers })
    const isInstalled = await find(folder, join('node_modules', '@clerk', name, 'package.json'))
    if (!isInstalled && !told.has(name)) {
      told.add(name)
      onMissing(`@clerk/${name}`)
    }
    const advice = isInstalled
      ? `The @clerk/${name} that is installed has no such file: reload the page`
      : `Install the package in your app: npm i -D @clerk/${name}`
    return new Response(`There is no ${file} here. ${advice}\n`, {
      status: 404,
      headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
    })
  }
}

const headers = {
  'content-type': 'text/javascript; charset=utf-8',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
}

async function find(folder: string, path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const script = await readFile(join(folder, path)).catch(() => undefined)
  if (script) return script as Uint8Array<ArrayBuffer>
  const parent = dirname(folder)
  return parent === folder ? undefined : find(parent, path)
}
