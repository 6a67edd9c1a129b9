import type { Plugin } from 'esbuild'
import ts from 'typescript'
import { internalNames } from './internalNames'

/** Shortens the properties that only the sources know, since every app downloads their names. */
export const shortenNames = (entries: string[], before?: string[]): Plugin => ({
  name: 'shorten-names',
  setup({ initialOptions }) {
    const names = shortNames(entries, before)
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
 * @param before - entries that were built before, from some of the same files: what those files call their properties holds.
 */
export function shortNames(entries: string[], before: string[] = []): Record<string, string> {
  const { internal, others, companies } = namesIn(entries)
  const given = before.length > 0 ? shortNames(before) : {}
  const kept = before.length > 0 ? namesIn(before).others : []
  const free = shortest.filter((name) => !others.includes(name))
  const names: Record<string, string> = {}
  for (const name of internal) if (given[name]) names[name] = given[name]
  for (const name of internal) {
    if (names[name] || kept.includes(name)) continue
    const company = companies.filter((each) => each.has(name)).flatMap((each) => [...each])
    const taken = new Set(company.map((other) => names[other]))
    names[name] = free.find((short) => !taken.has(short)) ?? name
  }
  return names
}

function namesIn(entries: string[]) {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
  return internalNames(ts.createProgram(entries, options), entries)
}

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']
const shortest = [...letters, ...letters.flatMap((first) => letters.map((second) => first + second))]
