import type { Fapi } from '../fapi/handle'
import type { FapiEmail } from '../fapi/messages'
import type { FapiOptions } from '../fapi/options'
import { createFapiWithPages } from '../fapi/pages/createFapiWithPages'
import type { FapiState } from '../fapi/state/format'
import type { FapiStorage } from '../fapi/storage'
import { type DevArgs, parseDevArgs } from './args'
import { CliError } from './error'
import { describe, describeJson, describeMessage, describeState, help, warning } from './output'
import { readSeed } from './seed'
import { serve } from './serve'
import { openStateFile, type StateFile } from './stateFile'

/** What a command reads and writes, so that a test can run it without a process. */
export interface CliHost {
  stdout(text: string): void
  stderr(text: string): void
  /** Ends the command. */
  signal: AbortSignal
}

/** `frontdesk dev`: serves a box until told to end. @throws CliError */
export async function runDev(args: readonly string[], host: CliHost): Promise<void> {
  const options = parseDevArgs(args)
  if (options === 'help') return host.stdout(help)
  const seed = async () => (options.seed === undefined ? undefined : readSeed(options.seed))
  if (options.state === undefined) return serveBox(options, { load: await loaded(seed) }, host)
  const file = await openStateFile(options.state, seed)
  try {
    await serveBox(options, file.storage, host, file)
  } finally {
    await file.close()
  }
}

async function loaded(seed: () => Promise<FapiState | undefined>) {
  const state = await seed()
  return () => state
}

async function serveBox(
  options: DevArgs,
  storage: FapiStorage,
  host: CliHost,
  file?: StateFile,
): Promise<void> {
  const fapi = await createBox(options, storage)
  const served = await serve(fapi, options)
  const kept = describeState(fapi, options, file)
  if (options.json) {
    host.stderr(`frontdesk: ${warning} ${kept}\n`)
    host.stdout(await describeJson(fapi, served.url))
  } else {
    host.stdout(describe(fapi, served.url, kept))
    for (const journal of [fapi.emails, fapi.texts]) {
      journal.subscribe((message: FapiEmail) => host.stdout(describeMessage(message)))
    }
  }
  await aborted(host.signal)
  await served.close()
  await saved(fapi, options)
}

async function createBox(options: DevArgs, storage: FapiStorage): Promise<Fapi> {
  const { host, keyType, origins, clientTrust, idSeed, faults } = options
  const fapi = makeBox({ keyType, origins, clientTrust, hosts: [host], idSeed, storage })
  for (const fault of faults) fapi.fault(fault)
  await saved(fapi, options)
  return fapi
}

function makeBox(options: FapiOptions): Fapi {
  try {
    return createFapiWithPages(options)
  } catch (error) {
    const { message } = error as Error
    throw new CliError(
      message
        .replace(/^origins:/, '--origin:')
        .replace(/^keyType:/, '--key-type:')
        .replace(/^hosts:/, '--host:'),
    )
  }
}

async function saved(fapi: Fapi, { state }: DevArgs): Promise<void> {
  await fapi.saved().catch((error: Error) => {
    throw new CliError(`--state: cannot write ${state} (${error.message})`)
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
