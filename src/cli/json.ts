import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'
import { CliError } from './error'

/** What is wrong, by the parser's name for it. */
const faults: Record<string, string> = {
  InvalidSymbol: 'this is nothing that JSON knows',
  UnexpectedEndOfNumber: 'this number is not whole',
  PropertyNameExpected: 'there should be a name in double quotes',
  ValueExpected: 'there should be a value',
  ColonExpected: 'there should be a colon',
  CommaExpected: 'there should be a comma',
  CloseBraceExpected: 'there should be a }',
  CloseBracketExpected: 'there should be a ]',
  EndOfFileExpected: 'there should be nothing more',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'this string does not end on its line',
  InvalidUnicode: 'this string has a \\u without its four digits',
  InvalidEscapeCharacter: 'this string has a \\ before what takes none',
  InvalidCharacter: 'this string has a character that takes a \\',
}

/** Levels. What is nested by the thousand ends whoever walks through it, and no state is. */
const maxDepth = 200

/** Reads JSON; says where it is none, and nothing of what is there: it may be a secret. `line`: of the file, where the text begins. @throws CliError */
export function parseJson(file: string, text: string, line = 1): unknown {
  checkDepth(file, text, line)
  try {
    return JSON.parse(text)
  } catch {
    // The engine tells the place only sometimes, and quotes the text.
    const { offset, fault } = findFault(text)
    const what = offset === text.length ? `it ends where ${fault}` : fault
    throw new CliError(`${placeOf(file, text, offset, line)}: not valid JSON: ${what}`)
  }
}

function placeOf(file: string, text: string, offset: number, line: number): string {
  const before = text.slice(0, offset).split('\n')
  return `${file}:${line - 1 + before.length}:${before.at(-1)!.length + 1}`
}

/** Looks before anything walks through it. A string that does not end on its line is a fault of its own. */
function checkDepth(file: string, text: string, line: number): void {
  let depth = 0
  let isString = false
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]!
    if (isString) {
      if (mark === '\\') at++
      else isString = mark !== '"' && mark !== '\n'
    } else if (mark === '"') isString = true
    else if (mark === '[' || mark === '{') depth++
    else if (mark === ']' || mark === '}') depth--
    if (depth <= maxDepth) continue
    throw new CliError(`${placeOf(file, text, at, line)}: nested more than ${maxDepth} levels deep`)
  }
}

function findFault(text: string): { offset: number; fault: string } {
  const errors: ParseError[] = []
  parse(text, errors, { disallowComments: true })
  const { offset, error } = errors[0]!
  return { offset, fault: faults[printParseErrorCode(error)]! }
}
