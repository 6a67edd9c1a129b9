import { readFileSync } from 'node:fs'

/** One way into the package, as the `exports` of package.json declare it. */
export interface Entry {
  /** What apps import: `frontdesk`, `frontdesk/core`, … */
  name: string
  /** Its code, from the repository's root. */
  file: string
  /** Its declarations, from the repository's root. */
  types: string
}

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | { default: string; types: string }>
}

export const entries: Entry[] = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === 'string'
    ? []
    : { name: path.replace('.', 'frontdesk'), file: target.default, types: target.types },
)
