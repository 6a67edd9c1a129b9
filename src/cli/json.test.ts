import fc from 'fast-check'
import { expect, test } from 'vitest'
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
