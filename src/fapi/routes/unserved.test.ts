import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { routes } from '../app'
import { laterRoutes } from './later'

const { resolve } = createRequire(import.meta.url)

/** What Clerk's SDKs ask for, as their scripts have it: `:x` stands for an id. */
const asked = {
  '@clerk/clerk-js': pathsIn(join(dirname(resolve('@clerk/clerk-js')), 'clerk.no-rhc.mjs'), [
    /path:\s*[`"](\/[^`"]+)[`"]/g,
    /[`"](\/(?:me|organizations|client|waitlist|billing|api_keys)(?:\/[^`"\s]*)?)[`"]/g,
  ]),
  '@clerk/backend': pathsIn(join(dirname(resolve('@clerk/backend')), 'index.js'), [
    /var basePath\d* = "([^"]+)"/g,
  ]),
}

function pathsIn(file: string, patterns: readonly RegExp[]): string[] {
  const text = readFileSync(file, 'utf8')
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, path]) => path!))
  return [...new Set(found.map((path) => `/v1${path.replaceAll(/\$\{[^}]*\}/g, ':x')}`))]
}

/** The paths in the docs' table of what is not served; a `*` stands for all below. */
const listed = [...table().matchAll(/`(\/v1[^`]*)`/g)].map(([, path]) => path!)

function table(): string {
  const text = readFileSync('docs/box/served.md', 'utf8')
  return /## Not served\n([\s\S]*?)(?:\n#+ |$)/.exec(text)?.[1] ?? ''
}

const servedPaths = [...routes, ...laterRoutes].flatMap((route) => route.routes.map(({ path }) => path))
const sameShape = (path: string) => path.replaceAll(/:\w+(\{.*?\})?/g, ':x')

/** Whether the box has something at a path, or below it. */
const isServed = (path: string) =>
  servedPaths.some((served) => served === path || sameShape(served) === path || served.startsWith(`${path}/`))
const isListed = (path: string) =>
  listed.some((entry) => entry === path || (entry.endsWith('*') && path.startsWith(entry.slice(0, -1))))

test.each(Object.entries(asked))(
  'behavior: all that %s asks for is served, or named as what is not',
  (_, paths) => {
    expect(paths.length).toBeGreaterThan(20)
    expect(paths.filter((path) => !isServed(path) && !isListed(path))).toEqual([])
  },
)

test('behavior: nothing that is served is named as what is not', () => {
  expect(listed.length).toBeGreaterThan(10)
  expect(listed.filter((entry) => isServed(entry.replace(/\/?\*$/, '')) && !entry.endsWith('*'))).toEqual([])
  expect(
    listed.filter(
      (entry) =>
        entry.endsWith('*') && servedPaths.some((path) => sameShape(path).startsWith(entry.slice(0, -1))),
    ),
  ).toEqual([])
})
