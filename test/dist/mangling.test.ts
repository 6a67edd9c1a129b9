import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { isNameOfProperty } from '../../build/internalNames'
import { shortNames } from '../../build/shortNames'
import { entries } from './entries'

const client = ['src/index.ts', 'src/core.ts']
const devtools = ['src/devtools.ts']
const server = ['src/server.ts']

describe.each([
  { what: 'the client', sources: client, names: shortNames(client), promised: 'publishableKey' },
  { what: 'the devtools', sources: devtools, names: shortNames(devtools, client), promised: 'styleNonce' },
  { what: 'the server', sources: server, names: shortNames(server, client), promised: 'publishableKey' },
])('$what', ({ sources, names, promised }) => {
  const built = entries.filter(({ file }) => sources.includes(file.replace(/^\.\/dist(.*)\.js$/, 'src$1.ts')))

  test('behavior: the published code has none of the shortened names left', async () => {
    const { metafile } = await build({
      entryPoints: built.map(({ file }) => file),
      bundle: true,
      packages: 'external',
      metafile: true,
      write: false,
      outdir: 'out',
    })
    const written = Object.keys(metafile.inputs).flatMap(propertyNames)
    expect(Object.keys(names)).not.toEqual([])
    expect(written.filter((name) => Object.hasOwn(names, name))).toEqual([])
    expect(written).toEqual(expect.arrayContaining(['publishableKey', Object.values(names)[0]]))
  })

  test('behavior: the published types promise none of the shortened names', async () => {
    const program = ts.createProgram(
      built.map(({ types }) => types),
      { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext },
    )
    const files = program.getSourceFiles().map(({ fileName }) => fileName)
    const declared = files.filter((file) => !file.includes('node_modules')).flatMap(propertyNames)
    expect(declared).toContain(promised)
    expect(declared.filter((name) => Object.hasOwn(names, name))).toEqual([])
  })

  test('behavior: no short name was there before', () => {
    const files = ts.createProgram(sources, {}).getSourceFiles()
    const own = files.filter(({ isDeclarationFile }) => !isDeclarationFile)
    const before = new Set(own.flatMap(({ fileName }) => propertyNames(fileName)))
    expect(Object.values(names).filter((name) => before.has(name))).toEqual([])
  })
})

// They read what the client holds, by the names that it goes by there.
test('behavior: the devtools call everything of the client’s as the client does', () => {
  const own = shortNames(devtools, client)
  const clients = shortNames(client)
  const program = ts.createProgram(devtools, { jsx: ts.JsxEmit.ReactJSX })
  const files = program.getSourceFiles().map(({ fileName }) => fileName)
  const used = new Set(files.filter((file) => /\/?src\/devtools\//.test(file)).flatMap(propertyNames))
  expect(used).toContain('onShown')
  expect([...used].filter((name) => own[name] !== clients[name] && Object.hasOwn(clients, name))).toEqual([])
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
