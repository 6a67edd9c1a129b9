import type { Plugin } from 'esbuild'
import ts from 'typescript'
import { internalNames } from './internalNames'

/** Shortens the properties that only the sources know, since every app downloads their names. */
export const shortenNames = (entries: string[]): Plugin => ({
  name: 'shorten-names',
  setup({ initialOptions }) {
    const names = shortNames(entries)
    initialOptions.mangleProps = new RegExp(`^(${Object.keys(names).join('|')})$`)
    initialOptions.mangleCache = names
  },
})

/**
 * A shorter name for each that `internalNames` finds; the same for several that are never together in one value, since
 * what repeats compresses. Given by order, not by frequency as esbuild would: that one module more uses a name is to
 * change nothing in the others.
 *
 * @param entries - files that the repository's tsconfig.json goes for.
 */
export function shortNames(entries: string[]): Record<string, string> {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
  const { internal, others, companies } = internalNames(ts.createProgram(entries, options), entries)
  const free = shortest.filter((name) => !others.includes(name))
  const names: Record<string, string> = {}
  for (const name of internal) {
    const company = companies.filter((each) => each.has(name)).flatMap((each) => [...each])
    const taken = new Set(company.map((other) => names[other]))
    names[name] = free.find((short) => !taken.has(short)) ?? name
  }
  return names
}

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']
const shortest = [...letters, ...letters.flatMap((first) => letters.map((second) => first + second))]
