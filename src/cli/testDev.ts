import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/temporaryFolder'
import type { Fapi } from '../fapi/handle'
import { createCaller, type TestCaller } from '../fapi/testCaller'
import { main } from './main'

/** A file with this JSON in it, or with this text. */
export async function jsonFile(content: unknown): Promise<string> {
  const file = join(await temporaryFolder(), 'box.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

/** A command that serves a box, until `end()` or the end of the test. */
export interface Dev {
  url: string
  publishableKey: string
  /** What it has said so far. */
  output: { stdout: string; stderr: string }
  /** A browser, or an app, that asks it. */
  open(): Promise<TestCaller>
  end(): Promise<number>
}

/** Starts `frontdesk dev` on a free port. Rejects with what it says where it does not serve. */
export async function startDev(...args: string[]): Promise<Dev> {
  const ending = new AbortController()
  const output = { stdout: '', stderr: '' }
  const end = () => {
    ending.abort()
    return done
  }
  let isServing = () => {}
  const serving = new Promise<void>((resolve) => {
    isServing = resolve
  })
  const done = main(['dev', '--port', '0', ...args], {
    stdout(text) {
      output.stdout += text
      isServing()
    },
    stderr(text) {
      output.stderr += text
    },
    folder: tmpdir(),
    signal: ending.signal,
  })
  onTestFinished(async () => void (await end()))
  await Promise.race([serving, done])
  const [, url] = /CLERK_PROXY_URL=(\S+)/.exec(output.stdout) ?? []
  const [, publishableKey] = /CLERK_PUBLISHABLE_KEY=(\S+)/.exec(output.stdout) ?? []
  if (!url || !publishableKey) throw new Error(output.stderr.trim())
  const remote = { publishableKey, fetch: (request: Request) => askAt(url, request) }
  // Of a box elsewhere a caller needs no more.
  return { url, publishableKey, output, end, open: () => createCaller({ fapi: remote as Fapi }) }
}

async function askAt(url: string, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const { method, headers } = request
  const body = method === 'GET' ? null : await request.text()
  return fetch(url + pathname + search, { method, headers, body, redirect: 'manual' })
}
