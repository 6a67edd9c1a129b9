import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { declarationsOf, faultsInTypeTests } from './declarations'
import { entries } from './entries'

describe.each(entries)('$name', (entry) => {
  const declarations = declarationsOf(entry)
  const values = declarations.filter(({ kind }) => kind === 'value').map(({ name }) => name)
  const types = declarations.filter(({ kind }) => kind === 'type').map(({ name }) => name)

  // A change of the public surface changes these files: `npx vitest run --project dist -u`.
  test('exports what test/dist/exports lists', async () => {
    const list = [...values, '', 'types:', ...types, ''].join('\n')
    await expect(list).toMatchFileSnapshot(`exports/${entry.name.replaceAll('/', '-')}.txt`)
  })

  test('declares the very names that are there at run time', async () => {
    const module = await import(/* @vite-ignore */ pathToFileURL(resolve(entry.file)).href)
    expect(Object.keys(module).sort()).toEqual(values)
  })

  test('has a docstring on every name', () => {
    expect(declarations.filter(({ documented }) => !documented).map(({ name }) => name)).toEqual([])
  })

  // That what a test imports is used there is the compiler's to see.
  test('has a type test for every name', () => {
    expect(declarations.filter(({ tested }) => !tested).map(({ name }) => name)).toEqual([])
  })
})

// The compiler has a lot to do, and the machine may be busy.
test('type tests hold for what was built, too', { timeout: 180_000 }, () => {
  expect(faultsInTypeTests()).toEqual([])
})
