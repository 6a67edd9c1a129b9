import { createFapi } from '../fapi/createFapi'
import type { Fapi } from '../fapi/handle'
import { type DevArgs, parseDevArgs } from './args'
import { CliError } from './error'
import { describe, describeEmail, describeJson, help, warning } from './output'
import { readSeed } from './seed'
import { serve } from './serve'

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
  const fapi = await createBox(options)
  const served = await serve(fapi, options)
  if (options.json) {
    host.stderr(`frontdesk: ${warning}\n`)
    host.stdout(await describeJson(fapi, served.url))
  } else {
    host.stdout(describe(fapi, served.url))
    fapi.emails.subscribe((email) => host.stdout(describeEmail(email)))
  }
  await aborted(host.signal)
  await served.close()
}

async function createBox({ keyType, origins, seed }: DevArgs): Promise<Fapi> {
  const users = seed === undefined ? undefined : await readSeed(seed)
  try {
    return createFapi({ keyType, origins, users })
  } catch (error) {
    throw new CliError((error as Error).message.replace(/^origins:/, '--origin:'))
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
