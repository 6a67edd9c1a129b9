import { expect, test } from 'vitest'
import { parseJson } from './json'

test('default: what is JSON is read', () => {
  expect(parseJson('f', ' {"a": [1, -2.5e3, "\\u00e9", true, null, {}, []]}\n')).toEqual({
    a: [1, -2500, 'é', true, null, {}, []],
  })
})

test.each([
  ['', '1:1', 'it ends where there should be a value'],
  ['{', '1:2', 'it ends where there should be a name in double quotes'],
  ['{"a"', '1:5', 'it ends where there should be a colon'],
  ['{"a": [1, 2', '1:12', 'it ends where there should be a comma or ]'],
  ['{\n  "a": 1\n  "b": 2\n}', '3:3', 'there should be a comma or }'],
  ['[1,]', '1:4', 'there should be a value'],
  ["{'a': 1}", '1:2', 'there should be a name in double quotes'],
  ['{"a": "secret}', '1:7', 'there should be a value'],
  ['{"a": 01}', '1:7', 'there should be a value'],
  ['{"a": tru}', '1:7', 'there should be a value'],
  ['{} {}', '1:4', 'there should be nothing more'],
  ['{"a": "\\x"}', '1:7', 'there should be a value'],
  ['\u{feff}{"a": nul}', '1:8', 'there should be a value'],
])('error: %j', (text, place, message) => {
  const read = () => parseJson('state.json', text)
  expect(read).toThrow(`state.json:${place}: not valid JSON: `)
  expect(read).toThrow(message)
  expect(read).not.toThrow('secret')
})
