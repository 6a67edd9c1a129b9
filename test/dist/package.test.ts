import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { expect, test } from 'vitest'
import { entries } from './entries'

const run = promisify(execFile)

test('publint finds nothing to improve', async () => {
  const { messages } = await publint({ pkgDir: '.', strict: true })
  expect(messages).toEqual([])
})

test('types resolve for every ESM consumer (attw)', async () => {
  await expect(run('attw', ['--pack', '.', '--profile', 'esm-only', '--no-color'])).resolves.toBeDefined()
})

test.each(entries)('Node imports $name by its own name, without a bundler', async ({ name }) => {
  const { stdout } = await run(process.execPath, [
    '--input-type=module',
    '--eval',
    `console.log(Object.keys(await import('${name}')).length > 0)`,
  ])
  expect(stdout.trim()).toBe('true')
})

test('only the React entries begin with "use client", on the first line', () => {
  const files = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  )
  const marked = files.filter((file) => readFileSync(join('dist', file), 'utf8').includes('use client'))
  expect(marked.sort()).toEqual(['devtools.js', 'index.js'])
  for (const file of marked)
    expect(readFileSync(join('dist', file), 'utf8')).toMatch(/^['"]use client['"];?\n/)
})
