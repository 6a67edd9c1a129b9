import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

/** One file of `src` that names another. */
export interface Import {
  /** From `src`, with its extension. */
  from: string
  /** From `src`, without an extension. */
  to: string
  /** A `type` is gone at run time; `dynamic` is `import()`, and `typeof` the type of what that gives. */
  kind: 'value' | 'type' | 'dynamic' | 'typeof'
}

/** Which import goes the wrong way, and where it might have gone. */
export interface Wrong extends Import {
  allowed: readonly string[]
}

export const withoutExtension = (file: string) => file.replace(/\.[jt]sx?$/, '')

/** The imports of a file of `src` from other files of `src`. */
export function importsIn(from: string, text: string): Import[] {
  const source = ts.createSourceFile(from, text, ts.ScriptTarget.Latest, true)
  const found: Import[] = []

  function add(specifier: ts.Node | undefined, kind: Import['kind']) {
    if (!specifier || !ts.isStringLiteralLike(specifier) || !specifier.text.startsWith('.')) return
    const to = withoutExtension(relative('.', join(dirname(from), specifier.text)))
    if (!to.startsWith('..')) found.push({ from, to, kind })
  }

  function look(node: ts.Node): void {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      add(node.moduleSpecifier, isTypeOnly(node) ? 'type' : 'value')
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, node.isTypeOf ? 'typeof' : 'type')
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], 'dynamic')
    ts.forEachChild(node, look)
  }

  look(source)
  return found
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

/**
 * Which imports lead up, or to a file that is on no floor.
 *
 * @param floors - the lowest first; each is a list of folders (with a slash at the end) and files without extension.
 */
export function upward(imports: readonly Import[], floors: readonly (readonly string[])[]): Wrong[] {
  return imports.flatMap((one) => {
    const allowed = floors.slice(0, floorOf(withoutExtension(one.from), floors) + 1)
    return floorOf(one.to, allowed) < 0 ? [{ ...one, allowed: allowed.flat() }] : []
  })
}

/** @returns -1 for none. */
export const floorOf = (file: string, floors: readonly (readonly string[])[]): number =>
  floors.findIndex((parts) =>
    parts.some((part) => (part.endsWith('/') ? file.startsWith(part) : file === part)),
  )

/** The circles that loading could run in: each as a path that ends where it starts. Types make none. */
export function cycles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to, kind } of imports) {
    if (kind === 'type') continue
    const file = withoutExtension(from)
    next.set(file, [...(next.get(file) ?? []), to])
  }
  const done = new Set<string>()
  const found: string[] = []

  function visit(file: string, path: readonly string[]) {
    const at = path.indexOf(file)
    if (at >= 0) found.push([...path.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const other of next.get(file) ?? []) visit(other, [...path, file])
    done.add(file)
  }

  for (const file of next.keys()) visit(file, [])
  return found
}

/** All files that are loaded with one, itself included. */
export function valuesBehind(imports: readonly Import[], file: string): string[] {
  const loaded = new Set([file])
  for (const one of loaded)
    for (const { from, to, kind } of imports)
      if (kind === 'value' && withoutExtension(from) === one) loaded.add(to)
  return [...loaded]
}

/** For the message of a test that fails. */
export const tell = (wrong: readonly Wrong[]): string[] =>
  wrong.map(({ from, to, kind, allowed }) => `${from} → ${to} (${kind}); allowed: ${allowed.join(', ')}`)
