import { readdirSync } from 'node:fs'
import * as clerk from '@clerk/react'
import { expect, test } from 'vitest'
import { weights } from '../../bench/size.mjs'
import { messages } from '../../src/core/wire/messages'
import * as frontdesk from '../../src/index'
import { blocksOf, pageAt, rowsOf } from './pages'

const hooks = Object.keys(frontdesk)
  .filter((name) => /^use[A-Z]/.test(name))
  .sort()

test('every hook has a page', () => {
  const pages = readdirSync('docs/hooks').map((file) => file.replace('.md', ''))
  expect(pages.filter((name) => name !== 'index').sort()).toEqual(hooks)
})

test.each(hooks)('the page of %s has an example of it, parameters, result and errors', (name) => {
  const page = pageAt(`docs/hooks/${name}.md`)
  expect(page.text).toMatch(new RegExp(`^# ${name}\n`))
  const [example] = blocksOf(page, ['tsx'])
  expect(example?.code).toContain(`${name}(`)
  for (const heading of ['Parameters', 'Result', 'Errors'])
    expect(page.text).toMatch(new RegExp(`^## ${heading}\n\n\\S`, 'm'))
})

test('the list of hooks and gates has all of them', () => {
  const firsts = rowsOf(pageAt('docs/hooks/index.md')).map(([first = '']) => first)
  const gates = Object.keys(frontdesk).filter((name) => /^(Show|Client(?!Provider))/.test(name))
  const isListed = (name: string) => firsts.some((first) => new RegExp(`\\b${name}\\b`).test(first))
  expect([...hooks, ...gates].filter((name) => !isListed(name))).toEqual([])
})

test('the table of errors has every code of Frontdesk, once, and no other', () => {
  const codes = rowsOf(pageAt('docs/reference/errors.md')).map(([first = '']) => first.replaceAll('`', ''))
  const listed = codes.filter((code) => /^[a-z]/.test(code))
  expect([...listed].sort()).toEqual(Object.keys(messages).sort())
})

test('the table of weights has the limits and goals that are tested', () => {
  const rows = rowsOf(pageAt('docs/reference/weight-and-speed.md')).filter((row) => row.length === 5)
  const told = rows.flatMap(([, , , limit = '', goal = '']) =>
    /^\d/.test(limit) ? [[Number(limit), Number(goal)]] : [],
  )
  const kB = (bytes: number) => Math.ceil(bytes / 10) / 100
  const tested = weights.flatMap(({ limit, goal }) => (goal ? [[kB(limit), kB(goal)]] : []))
  expect(told).toEqual(tested)
})

test('the guide for who moves has every hook of @clerk/react, and names nothing that is not there', () => {
  const { text } = pageAt('docs/guides/moving-from-clerk-react.md')
  const theirs = Object.keys(clerk)
  const isNamed = (name: string) => new RegExp(`\`${name}\\(`).test(text)
  expect(theirs.filter((name) => /^use[A-Z]/.test(name) && !isNamed(name))).toEqual([])
  const left = [...text.matchAll(/^\| (.*?) \|/gm)].map(([, cell = '']) =>
    cell.replace(/before version 6.*/, ''),
  )
  const named = left.join(' ').matchAll(/`(?:<([A-Z]\w+)|(use[A-Z]\w+)\()/g)
  expect([...named].map(([, tag, hook]) => tag ?? hook).filter((name) => !theirs.includes(name!))).toEqual([])
})

test('the README names every hook, and leads to its page', () => {
  const { text } = pageAt('README.md')
  expect(hooks.filter((name) => !text.includes(`[\`${name}\`](docs/hooks/${name}.md)`))).toEqual([])
})

test('the README quotes weights and speeds as the docs have them', () => {
  const figures = (path: string): readonly string[] =>
    pageAt(path).text.match(/^\|.*(?<=\| )[\d.,–]+ \|$/gm) ?? []
  expect(figures('README.md').length).toBeGreaterThan(5)
  const told = figures('docs/reference/weight-and-speed.md')
  expect(figures('README.md').filter((row) => !told.includes(row))).toEqual([])
})

test('the README is read in one go', () => {
  expect(pageAt('README.md').text.split('\n').length).toBeLessThan(150)
})
