import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { entries } from './entries'

// The packages that an entry may reach, through its own imports and those of its dependencies.
const allowed: Record<string, string[]> = {
  frontdesk: ['@tanstack/query-core', '@tanstack/react-query', 'react', 'zustand'],
  'frontdesk/core': ['zustand'],
  'frontdesk/devtools': ['@tanstack/query-core', '@tanstack/react-query', 'react', 'zustand'],
  'frontdesk/server': ['@clerk/backend', '@clerk/shared'],
  'frontdesk/fapi': ['hono', 'jose', 'valibot'],
  'frontdesk/testing': [
    ...['@tanstack/query-core', '@tanstack/react-query', 'react', 'zustand', 'hono', 'jose', 'valibot'],
    '@testing-library/react',
  ],
  'frontdesk/testing/playwright': ['hono', 'jose', 'valibot', '@playwright/test'],
  'frontdesk/testing/storybook': [
    ...['@tanstack/query-core', '@tanstack/react-query', 'react', 'zustand', 'hono', 'jose', 'valibot'],
  ],
}

/** Tools of tests, whose own imports are theirs. */
const tools = ['@testing-library/react', '@playwright/test']

test.each(entries)('$name reaches only the packages it may', async ({ name, file }) => {
  const { packages } = await graph(file)
  expect(packages.filter((reached) => !allowed[name]?.includes(reached))).toEqual([])
})

test.each(entries)("$name needs none of Node's modules", async ({ file }) => {
  const { builtins } = await graph(file)
  expect(builtins).toEqual([])
})

test('frontdesk brings neither markup nor styles', async () => {
  const { files, code } = await graph('dist/index.js')
  expect(files.filter((file) => !file.endsWith('.js') && !file.endsWith('.mjs'))).toEqual([])
  expect(code.match(/\b(jsxs?|jsxDEV|createElement)\(["'`][a-z]/g)).toBeNull()
})

/** Bundles a built entry with everything it imports, and tells what that was. */
async function graph(entry: string) {
  const nodeModules = builtinModules.flatMap((name) => [name, `node:${name}`])
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    external: [...nodeModules, ...tools],
    metafile: true,
    write: false,
    outdir: 'out',
    logLevel: 'silent',
    tsconfigRaw: {},
  })
  const files = Object.keys(metafile.inputs)
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports)
  const own = files.filter((file) => file.startsWith('dist/'))
  return {
    files,
    packages: [
      ...new Set([
        ...files.flatMap((file) => packageOf(file) ?? []),
        ...imports.flatMap(({ path }) => (tools.includes(path) ? path : [])),
      ]),
    ].sort(),
    builtins: imports.flatMap(({ external, path }) => (external && !tools.includes(path) ? path : [])),
    code: own.map((file) => readFileSync(file, 'utf8')).join('\n'),
  }
}

/** `node_modules/a/node_modules/@b/c/index.js` → `@b/c` */
function packageOf(file: string) {
  return file.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]
}
