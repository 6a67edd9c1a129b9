import { CliError } from './error'

/** Reads JSON; says where it is none, and nothing of what is there: it may be a secret. @throws CliError */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const { at, wanted } = findFault(text)
    const before = text.slice(0, at).split('\n')
    const what = at === text.length ? 'it ends where there should be' : 'there should be'
    throw new CliError(
      `${file}:${before.length}:${before.at(-1)!.length + 1}: not valid JSON: ${what} ${wanted}`,
    )
  }
}

class Fault {
  constructor(
    readonly at: number,
    readonly wanted: string,
  ) {}
}

const string = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*"/iuy
const plain = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w.+-])/iy

/** Where a text stops being JSON: engines tell only sometimes, and quote the text. */
function findFault(text: string): Fault {
  let at = 0

  function take(pattern: RegExp): boolean {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }

  function takeMark(mark: RegExp): boolean {
    take(/\s*/y)
    return take(mark)
  }

  function need(mark: RegExp, wanted: string): void {
    if (!takeMark(mark)) throw new Fault(at, wanted)
  }

  function readValue(): void {
    if (takeMark(/\{/y)) readList(/\}/y, '}', readMember)
    else if (take(/\[/y)) readList(/\]/y, ']', readValue)
    else if (!take(string)) need(plain, 'a value')
  }

  function readMember(): void {
    need(string, 'a name in double quotes')
    need(/:/y, 'a colon')
    readValue()
  }

  function readList(end: RegExp, bracket: string, readItem: () => void): void {
    if (takeMark(end)) return
    do readItem()
    while (takeMark(/,/y))
    need(end, `a comma or ${bracket}`)
  }

  try {
    readValue()
    need(/$/y, 'nothing more')
  } catch (fault) {
    if (fault instanceof Fault) return fault
    throw fault
  }
  return new Fault(at, 'something else')
}
