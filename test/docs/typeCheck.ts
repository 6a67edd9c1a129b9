import { resolve } from 'node:path'
import ts from 'typescript'
import type { Block } from './pages'

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
  ts.sys,
  '.',
)
// An example names what it does not use, and is no module of its own.
const relaxed: ts.CompilerOptions = {
  ...options,
  noUnusedLocals: false,
  noUnusedParameters: false,
  isolatedModules: false,
}
const parsed = new Map<string, ts.SourceFile | undefined>()

/** What the compiler has against examples, each as `page:line message`. */
export function typeCheck(blocks: readonly Block[]): readonly string[] {
  // What changes types for all is a program of its own.
  const [alone, together] = [blocks.filter(isGlobal), blocks.filter((block) => !isGlobal(block))]
  return [together, ...alone.map((block) => [block])].flatMap(checkProgram)
}

const isGlobal = ({ code }: Block) => /^declare (module|global)/m.test(code)

function checkProgram(blocks: readonly Block[]): readonly string[] {
  const files = new Map(blocks.map((block) => [fileOf(block), block]))
  const host = ts.createCompilerHost(relaxed)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.readFile = (name) => {
    const block = files.get(name)
    return block ? textOf(block) : readFile(name)
  }
  host.getSourceFile = (name, ...rest) => {
    const block = files.get(name)
    if (block) return ts.createSourceFile(name, textOf(block), ts.ScriptTarget.ES2022, true)
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, ...rest))
    return parsed.get(name)
  }
  const program = ts.createProgram([...files.keys()], relaxed, host)
  return [...files].flatMap(([name, block]) => {
    const source = program.getSourceFile(name)
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    return found.map((diagnostic) => describe(block, diagnostic))
  })
}

const fileOf = ({ page, line }: Block) => `${resolve(page.path)}.${line}.tsx`

// Without an `export` it would share its names with all others.
const textOf = ({ given, code }: Block) => `${given}\n${code}\nexport {}\n`

function describe({ page, line, given }: Block, { file, start = 0, messageText }: ts.Diagnostic): string {
  const inFile = file?.getLineAndCharacterOfPosition(start).line ?? 0
  const message = ts.flattenDiagnosticMessageText(messageText, ' ')
  return `${page.path}:${line + inFile - `${given}\n`.split('\n').length + 1} ${message}`
}
