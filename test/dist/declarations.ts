import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { type Entry, entries } from './entries'

/** A name that an entry exports. */
export interface Declaration {
  name: string
  /** Whether it is there at run time, or only for the type checker. */
  kind: 'value' | 'type'
  /** Whether an editor has a sentence to show for it. */
  documented: boolean
  /** Whether a type test imports it, from this entry or another. */
  tested: boolean
}

const folder = 'test/types'
const typeTests = readdirSync(folder)
  .filter((file) => /\.test-d\.tsx?$/.test(file))
  .map((file) => join(folder, file))

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
  ts.sys,
  '.',
)
// Without `paths`, `frontdesk` means what was built.
const { paths: _, ...asInApps } = options
const program = ts.createProgram([...entries.map(({ types }) => types), ...typeTests], asInApps)
const checker = program.getTypeChecker()
const tested = new Set(typeTests.flatMap(importedBy))

/** What the built declarations of an entry export, by name. */
export function declarationsOf({ types }: Entry): Declaration[] {
  const source = program.getSourceFile(resolve(types))
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) return []
  return checker
    .getExportsOfModule(module)
    .map(describeSymbol)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function describeSymbol(symbol: ts.Symbol): Declaration {
  const target = targetOf(symbol)
  return {
    name: symbol.name,
    kind: target.flags & ts.SymbolFlags.Value ? 'value' : 'type',
    documented: target.getDocumentationComment(checker).length > 0,
    tested: tested.has(target),
  }
}

function targetOf(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

/** What a file imports by name. */
function importedBy(file: string): readonly ts.Symbol[] {
  return program.getSourceFile(file)!.statements.flatMap((statement) => {
    const names = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined
    if (!names || !ts.isNamedImports(names)) return []
    return names.elements.map(({ name }) => targetOf(checker.getSymbolAtLocation(name)!))
  })
}

/** What the compiler has against the type tests, where `frontdesk` is what was built. */
export function faultsInTypeTests(): readonly string[] {
  return typeTests.flatMap((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
  )
}
