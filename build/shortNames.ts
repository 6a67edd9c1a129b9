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
 * A shorter name for each that `internalNames` finds. Given by order, not by frequency as esbuild would: that a module
 * more uses a name is to change nothing in the others.
 *
 * @param entries - files that the repository's tsconfig.json goes for.
 */
export function shortNames(entries: string[]): Record<string, string> {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
  const { internal, others } = internalNames(ts.createProgram(entries, options), entries)
  const free = shortest.filter((name) => !others.includes(name))
  return Object.fromEntries(internal.map((name, index) => [name, free[index] ?? name]))
}

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']
const shortest = [...letters, ...letters.flatMap((first) => letters.map((second) => first + second))]
