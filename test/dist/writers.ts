import { resolve } from 'node:path'
import ts from 'typescript'

/** A place where a member of a floor is written. */
export interface Write {
  /** From `src`. */
  file: string
  /** The interface that declares it, and its name, e.g. `Store.client`. */
  member: string
}

export interface FloorsInUse {
  writes: Write[]
  /** The files that name `Writable`. */
  writable: string[]
  /** The members that the interfaces leave open to all. */
  open: string[]
}

/**
 * Finds who writes members of the floors, by whatever type it was reached: `Object.assign` is not looked into, as it
 * is how a floor is laid on the one below.
 *
 * @param floors - the names of their interfaces.
 * @param files - from `src`.
 * @param made - sources that are on no disk, by their file, from `src`.
 */
export function floorsInUse(
  floors: readonly string[],
  files: readonly string[],
  made: Readonly<Record<string, string>> = {},
): FloorsInUse {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const parsed = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, '.')
  // What the DOM and Node declare has no part in it, and takes long to read.
  const options = { ...parsed.options, lib: ['lib.es2023.d.ts'], types: [] }
  const host = ts.createCompilerHost(options)
  const { fileExists, getSourceFile } = host
  const virtual = new Map(Object.entries(made).map(([file, text]) => [pathOf(file), text]))
  host.fileExists = (path) => virtual.has(path) || fileExists(path)
  host.getSourceFile = (path, target) => {
    const text = virtual.get(path)
    return text === undefined ? getSourceFile(path, target) : ts.createSourceFile(path, text, target, true)
  }
  const all = [...files, ...Object.keys(made)]
  const program = ts.createProgram(all.map(pathOf), options, host)
  const checker = program.getTypeChecker()
  const found: FloorsInUse = { writes: [], writable: [], open: [] }

  for (const file of all) {
    const source = program.getSourceFile(pathOf(file))
    if (!source) throw new Error(`src/${file} is not there.`)
    const look = (node: ts.Node): void => {
      for (const target of targetsOf(node)) {
        const member = memberAt(target)
        if (member) found.writes.push({ file, member })
      }
      if (ts.isIdentifier(node) && node.text === 'Writable' && !found.writable.includes(file))
        found.writable.push(file)
      if (ts.isInterfaceDeclaration(node) && floors.includes(node.name.text)) found.open.push(...openIn(node))
      ts.forEachChild(node, look)
    }
    look(source)
  }
  return found

  /** A cast hides what is written; the floor is looked for behind it, too. */
  function memberAt(target: ts.Expression): string | undefined {
    const to = uncovered(target)
    if (!ts.isPropertyAccessExpression(to) && !ts.isElementAccessExpression(to)) return undefined
    const key = ts.isPropertyAccessExpression(to) ? to.name : to.argumentExpression
    if (!ts.isIdentifier(key) && !ts.isStringLiteralLike(key)) return undefined
    for (const object of [to.expression, uncovered(to.expression)]) {
      const symbol = checker.getTypeAtLocation(object).getProperty(key.text)
      for (const { parent } of symbol?.declarations ?? [])
        if (ts.isInterfaceDeclaration(parent) && floors.includes(parent.name.text))
          return `${parent.name.text}.${key.text}`
    }
    return undefined
  }
}

const pathOf = (file: string) => resolve('src', file)

/** Without parentheses, casts and `!`. */
function uncovered(node: ts.Expression): ts.Expression {
  const isCover =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
  return isCover ? uncovered(node.expression) : node
}

const isAssignment = (kind: ts.SyntaxKind) =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment

/** What a node writes to. */
function targetsOf(node: ts.Node): ts.Expression[] {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return inPattern(node.left)
  if (ts.isPostfixUnaryExpression(node)) return [node.operand]
  if (ts.isPrefixUnaryExpression(node))
    return [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator)
      ? [node.operand]
      : []
  if (ts.isDeleteExpression(node)) return [node.expression]
  return []
}

/** `({ a: store.client, b: [store.sent] } = …)` writes both. */
function inPattern(left: ts.Expression): ts.Expression[] {
  if (ts.isObjectLiteralExpression(left))
    return left.properties.flatMap((one) => (ts.isPropertyAssignment(one) ? inPattern(one.initializer) : []))
  if (ts.isArrayLiteralExpression(left)) return left.elements.flatMap(inPattern)
  return [left]
}

const openIn = ({ members, name }: ts.InterfaceDeclaration): string[] =>
  members.flatMap((member) =>
    ts.isPropertySignature(member) &&
    member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword)
      ? []
      : [`${name.text}.${member.name?.getText()}`],
  )
