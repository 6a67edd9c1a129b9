const files = import.meta.glob<string>('../*.stories.tsx', { query: '?raw', import: 'default' })
const usages = new Map<string, Promise<string>>()

/** The part of a story file that a reader copies: what stands above its `meta`, and the imports from `frontdesk`. */
export function usage(fileName: string): Promise<string> {
  const name = fileName.split('/').at(-1)
  const known = usages.get(fileName) ?? files[`../${name}`]!().then(extract)
  usages.set(fileName, known)
  return known
}

function extract(file: string): string {
  const imports = file.match(/^import \{[^}]*\} from '(frontdesk|react|@tanstack)[^']*'$/gm) ?? []
  const [, code = ''] =
    /^import [\s\S]*?\n\n([\s\S]*?)(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)?\nconst meta = /.exec(file) ?? []
  return `${imports.join('\n')}\n\n${code.trim()}`
}
