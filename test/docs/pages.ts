import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A Markdown file, by its path in the repository. */
export interface Page {
  readonly path: string
  readonly text: string
}

/** Code between fences. */
export interface Block {
  readonly page: Page
  /** What follows the fence, e.g. `tsx`. */
  readonly language: string
  readonly code: string
  /** Of the first line of the code, from 1. */
  readonly line: number
  /** What a comment before it says: `<!-- given … -->` what the code takes for granted, `<!-- file: … -->` whose text it is. */
  readonly given: string
  readonly file: string | undefined
}

/** The pages of the site. */
export const sitePages = pagesIn('docs')

/** Everything that the repository has for readers. */
export const pages = [...pagesIn('.', false), ...sitePages, ...pagesIn('examples')]

function pagesIn(folder: string, isDeep = true): readonly Page[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    // What is made, and what is not ours.
    if (entry.isDirectory())
      return isDeep && !/^(node_modules|api|\..*)$/.test(entry.name) ? pagesIn(path) : []
    return path.endsWith('.md') ? [{ path, text: readFileSync(path, 'utf8') }] : []
  })
}

/** @param languages - after the fence. */
export function blocksOf(page: Page, languages: readonly string[]): readonly Block[] {
  const pattern = /(?:<!-- (given|file:)\s([\s\S]*?)-->\n)?^```(\w+)[^\n]*\n([\s\S]*?)^```$/gm
  return [...page.text.matchAll(pattern)]
    .map((match): Block => {
      const [whole, kind, comment = '', language = '', code = ''] = match
      const before = page.text.slice(0, match.index + whole.length - code.length - 3)
      return {
        ...{ page, language, code },
        line: before.split('\n').length,
        given: kind === 'given' ? comment : '',
        file: kind === 'file:' ? comment.trim() : undefined,
      }
    })
    .filter(({ language }) => languages.includes(language))
}

/** A page without its code. */
export const proseOf = ({ text }: Page) =>
  text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/<!--[\s\S]*?-->/g, '')

/** The cells of the tables of a page, row by row. */
export const rowsOf = ({ text }: Page): readonly (readonly string[])[] =>
  [...text.matchAll(/^\|(.*)\|$/gm)].map(([, row = '']) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()))

/** @throws if there is none. */
export function pageAt(path: string): Page {
  const found = pages.find((page) => page.path === path)
  if (!found) throw new Error(`There is no ${path}.`)
  return found
}
