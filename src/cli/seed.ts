import { realpath } from 'node:fs/promises'
import { createIds } from '../fapi/ids'
import { createKeys, type SigningKey } from '../fapi/keys'
import { type FapiState, parseState } from '../fapi/state/format'
import { CliError } from './error'
import { parseJson } from './json'
import { NotRegular, readRegular } from './regularFile'

/** Reads a state, or what to start from, from a JSON file; undefined where there is none. @throws CliError naming the place */
export async function readState(flag: string, file: string): Promise<FapiState | undefined> {
  const text = await read(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    const reason = error instanceof NotRegular ? error.message : error.code
    throw new CliError(`${flag}: cannot read ${file} (${reason})`)
  })
  if (text === undefined) return undefined
  const state = parseJson(file, text)
  try {
    parseState(state)
  } catch (error) {
    throw new CliError(`${file}: ${(error as Error).message}`)
  }
  const { signingKey } = state as FapiState
  if (signingKey && !(await isUsable(signingKey)))
    throw new CliError(`${file}: signingKey: is no RSA key that works`)
  return state as FapiState
}

/** A link may lead to the file. */
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
export async function readSeed(file: string): Promise<FapiState> {
  const state = await readState('--seed', file)
  if (state === undefined) throw new CliError(`--seed: cannot read ${file} (no such file)`)
  return state
}
