import { execFile } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { weigh } from '../../bench/size.mjs'

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

// Sizes, not texts: minifiers name variables by how often letters come, in the list of exports, too.
test('behavior: one more export leaves the bundle of an app that does not use it as it was, to the byte', async () => {
  const { minified } = await weigh(app)
  expect((await weigh(app, { folder })).minified).toBe(minified)
  const using = await weigh(`${app}; export { useUnused } from 'frontdesk'`, { folder })
  expect(using.minified).toBeGreaterThan(minified)
})

test('behavior: all exports that an app does not use weigh nothing together, to the byte', async () => {
  const index = readFileSync('dist/index.js', 'utf8')
  const imports = [...index.matchAll(/import \{([^}]*)\} from "\.\/(.*)"/g)]
  const direct = three.map((name) => {
    const found = imports.find(([, names]) => names!.split(',').some((each) => each.trim() === name))
    return `export { ${name} } from './dist/${found?.[2]}'`
  })
  expect((await weigh(direct.join('\n'))).minified).toBe((await weigh(app)).minified)
})
