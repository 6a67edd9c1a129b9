import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type InlineConfig, type PluginOption, preview } from 'vite'

export interface ServedApp {
  /** Where the app is, without a slash at the end. */
  url: string
  close(): Promise<void>
}

/**
 * Builds an app with the library's sources and serves it at a free port of its own. React is its development
 * build, as everywhere in tests, so that StrictMode mounts twice.
 *
 * @param root - the folder of its index.html, from the repository's root.
 * @param env - what it reads from `import.meta.env`.
 * @param host - its host name; to a browser, `localhost` and `127.0.0.1` are different sites.
 * @param plugins - Vite's, beside the app's own.
 */
export async function serveApp(
  root: string,
  env: Record<`VITE_${string}`, string> = {},
  host = '127.0.0.1',
  plugins: PluginOption[] = [],
): Promise<ServedApp> {
  const outDir = await mkdtemp(join(tmpdir(), 'frontdesk-app-'))
  const variables = Object.entries(env).map(([name, value]) => [
    `import.meta.env.${name}`,
    JSON.stringify(value),
  ])
  const config: InlineConfig = {
    root,
    logLevel: 'error',
    plugins,
    resolve: { tsconfigPaths: true },
    define: Object.fromEntries(variables),
    build: { outDir, emptyOutDir: true },
    preview: { host, port: 0 },
  }
  await build(config)
  const server = await preview(config)
  const [url] = server.resolvedUrls?.local ?? []
  if (!url) throw new Error(`The app in ${root} is served nowhere.`)
  return {
    url: url.replace(/\/$/, ''),
    close: async () => {
      await server.close()
      await rm(outDir, { recursive: true })
    },
  }
}
