import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { internalNames } from '../../build/internalNames'

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  types: [],
}
const host = ts.createCompilerHost(options)
// Parsed once for all samples.
const libraries = new Map<string, ts.SourceFile | undefined>()

/** What is shortened in a module of its own. */
const namesIn = (code: string, ...libs: string[]) => examine(code, ...libs).internal

function examine(code: string, ...libs: string[]) {
  const file = 'sample.ts'
  const lib = ['lib.es2022.d.ts', ...libs]
  const program = ts.createProgram(
    [file],
    { ...options, lib },
    {
      ...host,
      getSourceFile(name, target) {
        if (name === file) return ts.createSourceFile(name, code, target)
        if (!libraries.has(name)) libraries.set(name, host.getSourceFile(name, target))
        return libraries.get(name)
      },
    },
  )
  expect(program.getSemanticDiagnostics().map(({ messageText }) => messageText)).toEqual([])
  return internalNames(program, [file])
}

const box = 'interface Box { inner: string; other: string }\n'

describe('shortened', () => {
  test.each([
    ['a member of an interface', `${box} const box: Box = { inner: 'a', other: 'b' }; box.inner + box.other`],
    [
      'one that is a template literal',
      `function f({ inner }: { inner: \`a\${string}\`; other: string }) { const y: string = inner; return y }`,
    ],
    ['one of a type literal', `function f({ inner }: { inner: string; other: string }) { return inner }`],
    [
      'one that is taken apart',
      `${box} export const f = () => { const { inner, other: b } = {} as Box; return inner + b }`,
    ],
    [
      'one that is spread into its like',
      `${box} export const f = (a: 1) => { const b = (c: Box): Box => ({ ...c, inner: '' }); void b }`,
    ],
    [
      'one of a handle, marked @internal',
      `export interface Handle {\n/** @internal */ inner: { other: string } }; declare const handle: Handle; handle.inner`,
    ],
    [
      'one that goes through containers',
      `${box} const all = new Map<string, Promise<Box>[]>(); all.get('')?.[0]?.then(({ inner }) => inner)`,
    ],
    [
      'one that goes through a function for any type',
      `${box} const same = <T>(x: T): T => x; same({} as Box).inner`,
    ],
  ])('%s', (_, code) => {
    expect(namesIn(code)).toContain('inner')
  })

  test('in the order in which they come', () => {
    const code = 'interface Box { b: 1; a: 2; c: 3 } declare const box: Box; box.c + box.a + box.b'
    expect(namesIn(code)).toEqual(['c', 'a', 'b'])
  })

  test('but not where only types say them', () => {
    expect(namesIn(`interface Kinds { inner: 1 } declare const kind: Kinds['inner']; kind`)).toEqual([])
  })
})

describe('left alone', () => {
  test.each([
    ['a member of what is exported', `export interface Box { inner: string }`],
    [
      'one that an export leads to',
      `${box} type Made = Promise<Box[]>; export const make = (): Made => Promise.resolve([])`,
    ],
    ['one that an export takes', `${box} export function take(_: { of: readonly Box[] }) {}`],
    [
      'one that an exported class inherits',
      `class Base { f(_: Box) {} } ${box} export class Derived extends Base {}`,
    ],
    ['the field of a class', `class Box { inner = '' } new Box().inner`],
    ['a literal that is of no type', `const box = { inner: '' }; box.inner`],
    ['a name that something else bears, too', `${box} export const shape = { inner: '' }`],
    ['one that is read from what has no type', `${box} declare const wire: any; wire.inner`],
    ['one that is read by a string', `${box} declare const box: Box; box['inner']`],
    [
      'one that is read by one of several strings',
      `${box} declare const box: Box; declare const key: keyof Box; box[key]`,
    ],
    [
      'one that is read by a type parameter',
      `${box} export const f = () => <K extends keyof Box>(box: Box, key: K) => { void box[key] }`,
    ],
    ['one that is asked for by a string', `${box} declare const box: Box | { no: 1 }; 'inner' in box`],
    ['one that is written in quotes', `interface Box { 'inner': string }; declare const box: Box; box.inner`],
    [
      'one that is computed',
      `${box} const key = 'inner'; const box: Box = { [key]: '', other: '' }; box.inner`,
    ],
    ['one that is cast from JSON', `${box} (JSON.parse('') as Box).inner`],
    ['one that was JSON at another place', `${box} const read = (): Box => JSON.parse(''); read().inner`],
    ['one that becomes JSON', `${box} declare const box: Box; JSON.stringify({ of: [box] })`],
    [
      'one that is posted',
      `${box} declare const box: Box; declare const post: (data: unknown) => void; post(box)`,
    ],
    ['one whose keys are listed', `${box} declare const box: Box; Object.keys(box)`],
    [
      'one that becomes a record',
      `${box} declare const box: Box; const all: Record<string, string> = { ...box }; all`,
    ],
    ['one that was found out by a guard', `${box} const is = (x: unknown): x is Box => !!x; void is`],
  ])('%s', (_, code) => {
    expect(namesIn(code)).not.toContain('inner')
  })

  test.each([
    [
      'one that the DOM has',
      `interface Store { getItem(key: string): unknown } const store: Store = localStorage; store.getItem('')`,
      'getItem',
    ],
    [
      'one of what the DOM gives',
      `addEventListener('pageshow', ({ persisted }: { persisted: boolean }) => persisted)`,
      'persisted',
    ],
    [
      'one of what the DOM is given',
      `interface Init { method: string } const init: Init = { method: 'GET' }; fetch('', init)`,
      'method',
    ],
    [
      'one that is spread for the DOM',
      `interface Init { method: string } declare const a: Init; fetch('', { ...a, body: '' })`,
      'method',
    ],
    [
      'one of what a package calls with',
      `[1].forEach((_, __, list: { length: number }) => list.length)`,
      'length',
    ],
  ])('%s', (_, code, name) => {
    expect(namesIn(code, 'lib.dom.d.ts')).not.toContain(name)
  })
})

describe('may be together in one value', () => {
  const types =
    'interface One { one: 1 } interface Two { two: 2 } declare const one: One; declare const two: Two\n'
  const areTogether = (code: string, ...names: string[]) =>
    examine(types + code).companies.some((company) => names.every((name) => company.has(name)))

  test.each([
    ['members of one type', `interface Both { one: 1; two: 2 }`],
    ['members of an intersection', `declare const both: One & Two; both`],
    ['what a type inherits', `interface More extends One { two: 2 }`],
    ['what is assigned', `Object.assign(one, two)`],
    ['what is spread', `const both: One & Two = { ...one, two: 2 }; both`],
    [
      'what a value holds that is taken for less',
      `interface Wide { one: 1; two: 2 } const less: One = {} as Wide; less`,
    ],
  ])('%s', (_, code) => {
    expect(areTogether(code, 'one', 'two')).toBe(true)
  })

  test('what a value holds that is taken for less, and then spread', () => {
    const wide = 'interface Wide extends One { hidden: 3 } const less: One = {} as Wide\n'
    expect(areTogether(`${wide} const more: One & Two = { ...less, two: 2 }; more`, 'hidden', 'two')).toBe(
      true,
    )
  })

  test('what a value holds that is taken apart, but for one', () => {
    const wide =
      'interface Wide extends One { hidden: 3; other: 4 } const less: One & { other: 4 } = {} as Wide\n'
    const rest = 'const { other, ...rest } = less; other\n'
    expect(
      areTogether(`${wide} ${rest} const more: One & Two = { ...rest, two: 2 }; more`, 'hidden', 'two'),
    ).toBe(true)
  })

  test('but not members of types that have nothing to do with each other', () => {
    expect(areTogether('', 'one', 'two')).toBe(false)
    expect(areTogether('declare const either: One | Two; either', 'one', 'two')).toBe(false)
  })
})

test('what is spread with more than the checker knows is left alone', () => {
  const code = `${box} export const f = () => <T extends Box>(all: T): Box => ({ ...all, inner: '' })`
  expect(namesIn(code)).not.toContain('inner')
})
