import { expect, test } from 'vitest'
import { sidebar } from '../../docs/.vitepress/sidebar'
import { anchorsOf, brokenLinks } from './links'
import { pages, sitePages } from './pages'

test('every link leads to a file that is there, and to a heading of it', () => {
  expect(pages.length).toBeGreaterThan(60)
  expect(pages.flatMap(brokenLinks)).toEqual([])
})

test('error: a link to no file, or to no heading, is named', () => {
  const text =
    '# One\n\n[a](./two.md) [b](#one) [c](#three) [d](./accounts.md#organizations) [e](./accounts.md#x)\n'
  expect(brokenLinks({ path: 'docs/guides/made-up.md', text })).toEqual(
    ['./two.md', '#three', './accounts.md#x'].map((link) => `docs/guides/made-up.md: ${link}`),
  )
})

test('anchors are as the site makes them, and as code hosts do', () => {
  const text =
    "## Safari's seven days\n\n## What the `box` serves, and what not\n\n```sh\n# no heading\n```\n"
  expect(anchorsOf(text, true)).toEqual(['safari-s-seven-days', 'what-the-box-serves-and-what-not'])
  expect(anchorsOf(text, false)).toEqual(['safaris-seven-days', 'what-the-box-serves-and-what-not'])
})

/** Where the sidebar leads, as files. */
const listed = sidebar.flatMap(({ items }) =>
  items.map(({ link }) => `docs${link.replace(/\/$/, '/index')}.md`),
)

test('every page is in the sidebar, once', () => {
  const own = sitePages.map(({ path }) => path).filter((path) => path !== 'docs/index.md')
  expect(own.filter((path) => listed.filter((other) => other === path).length !== 1)).toEqual([])
})

test('the sidebar leads to pages that are there, or are made from the docstrings', () => {
  const written = new Set(sitePages.map(({ path }) => path))
  const missing = listed.filter((path) => !path.startsWith('docs/api/') && !written.has(path))
  expect(missing).toEqual([])
})
