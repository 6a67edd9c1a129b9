import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { internalNames } from '../../src/core/internalNames'

const core = resolve('src/core')
const names = new Set(internalNames)
const options = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
  ts.sys,
  '.',
).options
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(core|react)\/.*\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => resolve('src', file))
const program = ts.createProgram(sources, options)
const checker = program.getTypeChecker()

test('behavior: a shortened name is nowhere in the client anything but a member of an interface of the core', () => {
  const misused = sources.flatMap((file) =>
    propertyNames(program.getSourceFile(file)!)
      .filter((node) => names.has(node.text) && !isMember(node))
      .map((node) => `${node.text} in ${file}`),
  )
  expect(misused).toEqual([])
})

test('behavior: no name stands on the list in vain', () => {
  const used = new Set(
    sources.flatMap((file) => propertyNames(program.getSourceFile(file)!).map((node) => node.text)),
  )
  expect(internalNames.filter((name) => !used.has(name))).toEqual([])
})

test('behavior: the published types promise no shortened name', () => {
  const declared = readdirSync('dist')
    .filter((file) => file.endsWith('.d.ts') && !file.startsWith('fapi'))
    .flatMap((file) => propertyNames(parse(join('dist', file))).map((node) => node.text))
  expect(declared.filter((name) => names.has(name))).toEqual([])
})

test('behavior: the published code of the client has none of them left', () => {
  const written = ['index.js', 'core.js', ...chunksOf('index.js'), ...chunksOf('core.js')].flatMap((file) =>
    propertyNames(parse(join('dist', file))).map((node) => node.text),
  )
  expect(written).toContain('publishableKey')
  expect(written.filter((name) => names.has(name))).toEqual([])
})

const parse = (file: string) =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)

const chunksOf = (file: string) =>
  [...readFileSync(join('dist', file), 'utf8').matchAll(/from "\.\/(chunks\/.*)"/g)].map(
    ([, chunk]) => chunk!,
  )

/** What a file reads, writes or declares as a property. */
function propertyNames(root: ts.Node): (ts.Identifier | ts.StringLiteral)[] {
  const found: (ts.Identifier | ts.StringLiteral)[] = []
  const visit = (node: ts.Node) => {
    if ((ts.isIdentifier(node) || ts.isStringLiteral(node)) && isPropertyName(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(root)
  return found
}

function isPropertyName(node: ts.Identifier | ts.StringLiteral): boolean {
  const { parent } = node
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node
  if (ts.isBindingElement(parent))
    return ts.isObjectBindingPattern(parent.parent) && (parent.propertyName ?? parent.name) === node
  return (
    (ts.isPropertyAccessExpression(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isAccessor(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isJsxAttribute(parent)) &&
    parent.name === node
  )
}

/** Whether the checker knows the property from an interface of the core. */
function isMember(node: ts.Identifier | ts.StringLiteral): boolean {
  const owner = ownerOf(node)
  const types = owner?.isUnion() ? owner.types : [owner]
  const declarations = types.flatMap((type) => type?.getProperty(node.text)?.declarations ?? [])
  return (
    declarations.length > 0 &&
    declarations.every(
      ({ parent }) => ts.isInterfaceDeclaration(parent) && parent.getSourceFile().fileName.startsWith(core),
    )
  )
}

/** The type that a property is read from, or written for. */
function ownerOf({ parent }: ts.Node): ts.Type | undefined {
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
    return checker.getNonNullableType(checker.getTypeAtLocation(parent.expression))
  if (ts.isBindingElement(parent)) return checker.getTypeAtLocation(parent.parent)
  if (ts.isInterfaceDeclaration(parent.parent)) return checker.getTypeAtLocation(parent.parent)
  if (ts.isObjectLiteralExpression(parent.parent)) {
    const contextual = checker.getContextualType(parent.parent)
    return contextual && checker.getNonNullableType(contextual)
  }
  return undefined
}
