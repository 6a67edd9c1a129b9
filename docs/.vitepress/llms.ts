import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SiteConfig } from 'vitepress'
import { sidebar } from './sidebar'

/** Puts `llms.txt` beside the built pages, and each page's Markdown, which it leads to. */
export function writeTexts({ srcDir, outDir, pages, site }: SiteConfig) {
  for (const page of pages) {
    mkdirSync(dirname(join(outDir, page)), { recursive: true })
    writeFileSync(join(outDir, page), whole(join(srcDir, page)))
  }
  const groups = sidebar.map(({ text, items }) => {
    const lines = items.map(({ text, link }) => {
      const file = `${link.replace(/\/$/, '/index')}.md`
      return `- [${text}](${file})${pages.includes(file.slice(1)) ? firstSentence(join(srcDir, file)) : ''}`
    })
    return `## ${text}\n\n${lines.join('\n')}`
  })
  writeFileSync(
    join(outDir, 'llms.txt'),
    `# ${site.title}\n\n> ${site.description}\n\n${groups.join('\n\n')}\n`,
  )
}

/** A page with the files that it includes, from a line on. */
function whole(file: string): string {
  return readFileSync(file, 'utf8').replaceAll(/<!--@include: (\S+?)\{(\d+),\}-->/g, (_, path, first) => {
    const lines = readFileSync(join(dirname(file), path), 'utf8').split('\n')
    return lines.slice(first - 1).join('\n')
  })
}

/** What a page says first, below its heading. */
function firstSentence(file: string): string {
  const [, text = ''] = /^# .*\n+([^#<`|:\n-][\s\S]*?[.:])(?:\s|$)/m.exec(readFileSync(file, 'utf8')) ?? []
  // Links lead from the page, not from here.
  const plain = text.replaceAll('\n', ' ').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  return plain && `: ${plain.replace(/:$/, '.')}`
}
