import { resolve } from 'node:path'
import ts from 'typescript'
import { type Entry, entries } from './entries'

/** A name that an entry exports. */
export interface Declaration {
  name: string
  /** Whether it is there at run time, or only for the type checker. */
  kind: 'value' | 'type'
  /** Whether an editor has a sentence to show for it. */
  documented: boolean
}

const program = ts.createProgram(
  entries.map(({ types }) => types),
  { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, skipLibCheck: true },
)
const checker = program.getTypeChecker()

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
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return {
    name: symbol.name,
    kind: target.flags & ts.SymbolFlags.Value ? 'value' : 'type',
    documented: target.getDocumentationComment(checker).length > 0,
  }
}
