import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

// Imports point one way. A folder may import from itself and from these:
const mayImport: Record<string, string[]> = {
  core: [],
  react: ['core'],
  fapi: [],
  cli: ['fapi'],
}
// What all may share: types, which are gone at run time, and the codes of errors.
const shared = ['core/errors']

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

const imports = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && file.includes('/'))
  .flatMap(importsOf)

describe.each(Object.entries(mayImport))('src/%s', (layer, others) => {
  test('imports only from the layers below it', () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        layerOf(from) === layer &&
        ![layer, ...others].includes(layerOf(to)) &&
        !(layerOf(to) === 'core' && (typeOnly || shared.includes(to))),
    )
    expect(wrong).toEqual([])
  })
})

test('no layer is without a rule', () => {
  const layers = new Set(imports.map(({ from }) => layerOf(from)))
  expect([...layers].filter((layer) => !(layer in mayImport))).toEqual([])
})

/** The imports of a file of `src` from other files of `src`, as paths without an extension. */
function importsOf(from: string): Import[] {
  const source = ts.createSourceFile(from, readFileSync(join('src', from), 'utf8'), ts.ScriptTarget.Latest)
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
    const { moduleSpecifier } = statement
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return []
    if (!moduleSpecifier.text.startsWith('.')) return []
    const to = relative('.', join(dirname(from), moduleSpecifier.text)).replace(/\.[jt]sx?$/, '')
    return to.startsWith('..') ? [] : { from, to, typeOnly: isTypeOnly(statement) }
  })
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly
  const clause = statement.importClause
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  return (
    !clause.name && !!named && ts.isNamedImports(named) && named.elements.every((name) => name.isTypeOnly)
  )
}

const layerOf = (file: string) => file.split('/')[0] ?? ''
