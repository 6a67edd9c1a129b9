import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { isNameOfProperty } from '../../build/internalNames'
import { shortNames } from '../../build/shortNames'
import { entries } from './entries'

const client = entries.filter(({ name }) => name !== 'frontdesk/fapi')
const names = shortNames(['src/index.ts', 'src/core.ts'])

test('behavior: the published code of the client has none of the shortened names left', async () => {
  const { metafile } = await build({
    entryPoints: client.map(({ file }) => file),
    bundle: true,
    packages: 'external',
    metafile: true,
    write: false,
    outdir: 'out',
  })
  const written = Object.keys(metafile.inputs).flatMap(propertyNames)
  expect(Object.keys(names)).not.toEqual([])
  expect(written.filter((name) => name in names)).toEqual([])
  expect(written).toEqual(expect.arrayContaining(['publishableKey', Object.values(names)[0]]))
})

test('behavior: the published types promise none of the shortened names', async () => {
  const program = ts.createProgram(
    client.map(({ types }) => types),
    { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext },
  )
  const files = program.getSourceFiles().map(({ fileName }) => fileName)
  const declared = files.filter((file) => !file.includes('node_modules')).flatMap(propertyNames)
  expect(declared).toContain('publishableKey')
  expect(declared.filter((name) => name in names)).toEqual([])
})

test('behavior: no short name was there before', () => {
  const sources = ts.createProgram(['src/index.ts', 'src/core.ts'], {}).getSourceFiles()
  const own = sources.filter(({ isDeclarationFile }) => !isDeclarationFile)
  const before = new Set(own.flatMap(({ fileName }) => propertyNames(fileName)))
  expect(Object.values(names).filter((name) => before.has(name))).toEqual([])
})

/** The names of all properties that a file reads, writes or declares. */
function propertyNames(file: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (isNameOfProperty(node)) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true))
  return found
}
