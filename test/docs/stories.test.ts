import { expect, test } from 'vitest'
import { sitePages } from './pages'
import { sourceOf, storiesOf } from './stories'

const hookPages = sitePages.filter(({ path }) => /\/hooks\/use/.test(path))

test.each(hookPages)('$path shows a story in which the hook is called', (page) => {
  const [, hook] = /(\w+)\.md$/.exec(page.path)!
  const sources = storiesOf(page).map(sourceOf)
  expect(sources).not.toEqual([])
  for (const source of sources) expect(source).toMatch(new RegExp(`\\b${hook}\\(`))
})

test('every page shows stories that are there', () => {
  const named = sitePages.flatMap(storiesOf)
  expect(named.filter((id) => sourceOf(id) === undefined)).toEqual([])
})

test('error: a story that is not there is none', () => {
  const page = { path: 'docs/made-up.md', text: '# Wrong\n\n<Story id="hooks-usesession--signed-inn" />\n' }
  expect(storiesOf(page).map(sourceOf)).toEqual([undefined])
})
