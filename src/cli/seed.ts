import { readFile } from 'node:fs/promises'
import { type FapiUser, parseUsers } from '../fapi/state/users'
import { CliError } from './error'

/** Reads users from a JSON file: a list of them, or an object with the list as `users`. @throws CliError naming the place */
export async function readSeed(file: string): Promise<FapiUser[]> {
  const json = parse(file, await read(file))
  const users = Array.isArray(json) ? json : (json as { users?: unknown } | null)?.users
  try {
    return parseUsers(users)
  } catch (error) {
    throw new CliError(`${file}: ${(error as Error).message}`)
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CliError(`--seed: cannot read ${file} (${code === 'ENOENT' ? 'no such file' : code})`)
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = (error as Error).message.replaceAll(/\s+/g, ' ')
    const [, position] = /at position (\d+)/.exec(message) ?? []
    const before = text.slice(0, Number(position ?? 0)).split('\n')
    const place = position === undefined ? '' : `:${before.length}:${before.at(-1)!.length + 1}`
    throw new CliError(`${file}${place}: not valid JSON: ${message}`)
  }
}
