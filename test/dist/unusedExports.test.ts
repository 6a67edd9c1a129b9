import { execFile } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from '../../bench/bundle.mjs'

const three = ['ClientProvider', 'useClient', 'useSignOutAll']
const app = `export { ${three.join(', ')} } from 'frontdesk'`

// The sources with one more export, built as they are.
const folder = mkdtempSync(join(tmpdir(), 'frontdesk-unused-'))
const inputs = ['src', 'build', 'package.json', 'tsconfig.json', 'tsup.config.ts']
const unused = `
  import { useState } from 'react'
  import { object, string } from 'valibot'

  interface Unused { schema: unknown; seldom: number }

  const schema = object({ unused: string() })
  const seldom = Math.max(...[1, 2, 3].map((number) => number * 1234))

  export const useUnused = () => useState<Unused>({ schema, seldom })[0].seldom
`

beforeAll(async () => {
  for (const path of inputs) cpSync(path, join(folder, path), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'src/unused.ts'), unused)
  appendFileSync(join(folder, 'src/index.ts'), `export { useUnused } from './unused'\n`)
  await promisify(execFile)(resolve('node_modules/.bin/tsup'), ['--no-dts'], { cwd: folder })
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true }))

/** All chunks; with the names of variables as they are, which a minifier shortens by how often letters come. */
const textOf = async (code: string, from = '.') =>
  (await bundle(code, { folder: resolve(from), shortens: false })).map(({ text }) => text).join('\n')

test('behavior: one more export leaves the bundle of an app that does not use it as it was, to the byte', async () => {
  const text = await textOf(app)
  expect(text.length).toBeGreaterThan(10_000)
  expect(await textOf(app, folder)).toBe(text)
  const using = await textOf(`${app}; export { useUnused } from 'frontdesk'`, folder)
  expect(using.length).toBeGreaterThan(text.length)
})
