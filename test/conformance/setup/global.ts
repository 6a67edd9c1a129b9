import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright'
import type { TestProject } from 'vitest/node'
import { chromiumLaunchOptions } from '../../../.ci/browsers.mjs'
import { serveScripts } from './scripts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one Chromium of this run is reached. */
    chromium: string
    /** Where the scripts of all pages are: Clerk's SDKs, and the pages made of them. */
    scripts: string
  }
}

/** What every file of this project shares: one Chromium, and one bundle of Clerk's SDKs. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-conformance-'))
  const [server] = await Promise.all([launch(), bundle(folder)])
  const scripts = await serveScripts(folder)
  provide('chromium', server.wsEndpoint())
  provide('scripts', scripts.url)
  return async () => {
    scripts.close()
    await server.close()
    await rm(folder, { recursive: true })
  }
}

async function launch() {
  const { args, ...options } = await chromiumLaunchOptions()
  const extra = [
    // clerk-js takes a browser that says it is automated for one that is offline.
    '--disable-blink-features=AutomationControlled',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  ]
  return chromium.launchServer({ ...options, args: [...args, ...extra] })
}

async function bundle(outdir: string): Promise<void> {
  await build({
    entryPoints: ['test/conformance/app/main.tsx'],
    outdir,
    // Pages without React need not read it.
    splitting: true,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'error',
  })
}
