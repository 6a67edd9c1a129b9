import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Block, blocksOf, type Page, pageAt, pages } from './pages'
import { typeCheck } from './typeCheck'

const languages = ['ts', 'tsx']
const blocks = pages.flatMap((page) => blocksOf(page, languages))

test('every example of the pages compiles, as an app would have it', () => {
  expect(blocks.length).toBeGreaterThan(60)
  expect(typeCheck(blocks.filter(({ file }) => !file))).toEqual([])
})

const copies = blocks.flatMap(({ file, code, page, line }) => (file ? [{ file, code, page, line }] : []))

test.each(copies)('$page.path:$line says what $file says', ({ file, code }) => {
  expect(code).toBe(readFileSync(file, 'utf8'))
})

test.each(['next', 'react-router'])('the start page of %s has every file of its example', (name) => {
  const shown = blocksOf(pageAt(`docs/start/${name}.md`), languages).map(({ file }) => file)
  expect(sourcesIn(`examples/${name}`).filter((file) => !shown.includes(file))).toEqual([])
})

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return /^(node_modules|build|\..*)$/.test(entry.name) ? [] : sourcesIn(path)
    return /(?<!\.d)\.tsx?$/.test(path) ? [path] : []
  })
}

const page = (text: string): Page => ({ path: 'docs/made-up.md', text })
const checked = (text: string) => typeCheck(blocksOf(page(text), languages))

test('error: an example that does not compile is named with its line', () => {
  const wrong = "# Wrong\n\n```tsx\nimport { useUser } from 'frontdesk'\n\nuseUser().dat\n```\n"
  expect(checked(wrong)).toEqual([
    expect.stringMatching(/^docs\/made-up\.md:6 Property 'dat' does not exist/),
  ])
})

test('error: so is one that imports what is not there, and what stands below what is given', () => {
  const given = '<!-- given\ndeclare const name: string\n-->\n```ts\nconst one: number = name\n```\n'
  expect(checked(given)).toEqual([expect.stringMatching(/^docs\/made-up\.md:5 Type 'string'/)])
  expect(checked("```ts\nimport { useWho } from 'frontdesk'\n```\n")).toHaveLength(1)
})

test('examples do not see each other', () => {
  const one = '```ts\nconst name = 1\n```\n'
  expect(checked(one + one)).toEqual([])
  expect(checked(`${one}\`\`\`ts\nexport const two = name + 1\n\`\`\`\n`)).toHaveLength(1)
  const register =
    "```ts\nimport 'frontdesk'\ndeclare module 'frontdesk' { interface Register { templates: 'a' } }\n```\n"
  const use = "```tsx\nimport { useToken } from 'frontdesk'\nuseToken({ template: 'b' })\n```\n"
  expect(checked(register + use)).toEqual([])
})

test('blocks are found with what stands before them', () => {
  const text = '<!-- file: a/b.ts -->\n```ts [b.ts]\none\n```\n\n```sh\ntwo\n```\n'
  const found = blocksOf(page(text), languages) satisfies readonly Block[]
  expect(found).toMatchObject([{ file: 'a/b.ts', code: 'one\n', line: 3 }])
})
