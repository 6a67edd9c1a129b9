import { expect, test } from 'vitest'
import { fc } from '../../test/support/fuzz'
import { parseJson } from './json'

test('default: what is JSON is read', () => {
  expect(parseJson('f', ' {"a": [1, -2.5e3, "\\u00e9", true, null, {}, []]}\n')).toEqual({
    a: [1, -2500, 'é', true, null, {}, []],
  })
})

test.each([
  ['', '1:1', 'it ends where there should be a value'],
  ['{', '1:2', 'it ends where there should be a }'],
  ['{"a"', '1:5', 'it ends where there should be a colon'],
  ['{"a": [1, 2', '1:12', 'it ends where there should be a ]'],
  ['{\n  "a": 1\n  "b": 2\n}', '3:3', 'there should be a comma'],
  ['[1,]', '1:4', 'there should be a value'],
  ['{"a": 1,}', '1:9', 'there should be a name in double quotes'],
  ["{'a': 1}", '1:2', 'this is nothing that JSON knows'],
  ['{"a": "secret}', '1:7', 'this string does not end on its line'],
  ['{"a": 01}', '1:8', 'there should be a comma'],
  ['{"a": 1.}', '1:7', 'this number is not whole'],
  ['{"a": tru}', '1:7', 'this is nothing that JSON knows'],
  ['{} {}', '1:4', 'there should be nothing more'],
  ['{} secret', '1:4', 'this is nothing that JSON knows'],
  ['// secret\n{}', '1:1', 'JSON has no comments'],
  ['{"a": "\\x"}', '1:7', 'this string has a \\ before what takes none'],
  ['{"a": "\\u12"}', '1:7', 'this string has a \\u without its four digits'],
  ['{"a": "\t"}', '1:7', 'this string has a character that takes a \\'],
  ['\u{feff}{}', '1:1', 'this is nothing that JSON knows'],
])('error: %j', (text, place, message) => {
  const read = () => parseJson('state.json', text)
  expect(read).toThrow(`state.json:${place}: not valid JSON: `)
  expect(read).toThrow(message)
  expect(read).not.toThrow('secret')
})

const brackets = (count: number) => '['.repeat(count)

test.each([
  ['brackets', brackets(200_000), '1:201'],
  ['brackets that close again', brackets(200_000) + ']'.repeat(200_000), '1:201'],
  ['braces', '{"a":'.repeat(200_000), '1:1001'],
  [
    'brackets on another line, after a string with some',
    `{"a": "[[\\"[",\n"b": ${brackets(200_000)}`,
    '2:205',
  ],
  ['brackets after a string that does not end', `["\n${brackets(200_000)}`, '2:200'],
])('error: 200,000 %s', (_, text, place) => {
  expect(() => parseJson('state.json', text)).toThrow(`state.json:${place}: nested more than 200 levels deep`)
})

test('behavior: brackets within a string are no levels, and 200 levels are read', () => {
  expect(parseJson('f', JSON.stringify([brackets(300), '\\"'.repeat(300)]))).toHaveLength(2)
  expect(parseJson('f', brackets(200) + ']'.repeat(200))).toHaveLength(1)
})

test('behavior: a place and a reason for whatever is no JSON', () => {
  const marks = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '"a"',
    '\\',
    '/*',
    '//',
    '-',
    '0',
    '.',
    'e',
    '\n',
  )
  const text = fc.array(fc.oneof(marks, fc.string()), { maxLength: 9 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (text) => {
      fc.pre(!isJson(text))
      expect(() => parseJson('f', text)).toThrow(/^f:\d+:\d+: not valid JSON: (?!.*undefined)/)
    }),
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
