import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { type Page, pages, proseOf } from './pages'

/** What is wrong with the links and pictures of a page, each as `page: link`. Those to other sites are not followed. */
export function brokenLinks(page: Page): readonly string[] {
  const links = [...proseOf(page).matchAll(/\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)/g)].map(
    ([, link]) => link!,
  )
  return links.filter((link) => !isGood(page, link)).map((link) => `${page.path}: ${link}`)
}

function isGood({ path, text }: Page, link: string): boolean {
  if (/^https?:\/\//.test(link)) return true
  const [file = '', anchor] = link.split('#')
  // Pages of the site are named as files, so that they are found in the repository, too.
  const target = file === '' ? path : normalize(join(dirname(path), decodeURI(file)))
  if (target !== path && !existsSync(target)) return false
  const page = target === path ? text : pages.find((page) => page.path === target)?.text
  return anchor === undefined || (page !== undefined && anchorsOf(page, isOfSite(target)).includes(anchor))
}

const isOfSite = (path: string) => path.startsWith('docs/')

/** The anchors of the headings. The site and code hosts make them in ways of their own, which agree on plain words. */
export function anchorsOf(text: string, isSite: boolean): readonly string[] {
  const headings = [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm)]
  const slug = isSite ? siteSlug : hostSlug
  return headings.map(([, heading = '']) => slug(heading.replaceAll('`', '')))
}

const siteSlug = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
    .replaceAll(/^-|-$/g, '')

const hostSlug = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
