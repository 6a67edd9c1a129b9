import { realpath } from 'node:fs/promises'
import { createIds } from '../fapi/ids'
import { createKeys, type SigningKey } from '../fapi/keys'
import { checkSavedBeyond } from '../fapi/state/beyond'
import type { StateChange } from '../fapi/state/changes'
import { type FapiState, parseState } from '../fapi/state/format'
import { replay } from '../fapi/state/replay'
import { type BoxOptions, parseOptions, splitOptions } from './boxOptions'
import { CliError } from './error'
import { parseJson } from './json'
import { NotRegular, readRegular } from './regularFile'

/** What a file says: what is remembered, and what the box is like. */
export interface Saved {
  state: FapiState
  options: BoxOptions
}

/** Reads a file whole; undefined where there is none. A link may lead to it. @throws CliError */
export async function readText(flag: string, file: string): Promise<string | undefined> {
  return read(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    const reason = error instanceof NotRegular ? error.message : error.code
    throw new CliError(`${flag}: cannot read ${file} (${reason})`)
  })
}

/** Reads a state, or what to start from, from JSON, and makes changes to it. @throws CliError naming the place */
export async function readSaved(
  file: string,
  text: string,
  changes: readonly StateChange[] = [],
): Promise<Saved> {
  let saved = parse(file, parseJson(file, text))
  if (changes.length > 0) {
    const { state, options } = saved
    saved = parse(`${file} and its journal`, { ...replay(state, changes), ...options })
  }
  const { signingKey } = saved.state
  if (signingKey && !(await isUsable(signingKey)))
    throw new CliError(`${file}: signingKey: is no RSA key that works`)
  return saved
}

function parse(file: string, content: unknown): Saved {
  const isSplit = typeof content === 'object' && content !== null && !Array.isArray(content)
  const { state, options } = isSplit ? splitOptions(content) : { state: content, options: {} }
  try {
    const checked = parseState(state)
    checkSavedBeyond(checked)
    return { state: state as FapiState, options: parseOptions(options, checked) }
  } catch (error) {
    throw new CliError(`${file}: ${(error as Error).message}`)
  }
}

async function read(file: string): Promise<string> {
  return readRegular(await realpath(file))
}

/** Whether what a key signs is found to be signed with it: importing alone finds little. */
async function isUsable(key: SigningKey): Promise<boolean> {
  const keys = createKeys(createIds(), key)
  const data = new Uint8Array(8)
  try {
    const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', await keys.privateKey(), data)
    return await crypto.subtle.verify('RSASSA-PKCS1-v1_5', await keys.publicKey(), signature, data)
  } catch {
    return false
  }
}

/** Reads the file of `--seed`. @throws CliError */
export async function readSeed(file: string): Promise<Saved> {
  const text = await readText('--seed', file)
  if (text === undefined) throw new CliError(`--seed: cannot read ${file} (no such file)`)
  return readSaved(file, text)
}
