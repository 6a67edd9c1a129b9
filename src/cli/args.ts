import { parseArgs } from 'node:util'
import type { FapiFault } from '../fapi/faults'
import { CliError } from './error'
import { parseFault } from './fault'

/** What `frontdesk dev` was asked to do. */
export interface DevArgs {
  port: number
  host: string
  keyType: 'test' | 'live' | undefined
  origins: string[] | undefined
  clientTrust: boolean
  seed: string | undefined
  state: string | undefined
  idSeed: string | undefined
  faults: FapiFault[]
  json: boolean
}

/** Reads the flags of `frontdesk dev`; `'help'` when they ask for it. @throws CliError */
export function parseDevArgs(args: readonly string[]): DevArgs | 'help' {
  const { values } = parse(args)
  if (values.help) return 'help'
  return {
    port: readPort(values.port),
    host: values.host,
    keyType: readKeyType(values['key-type']),
    origins: values.origin,
    clientTrust: values['client-trust'],
    seed: values.seed,
    state: values.state,
    idSeed: values['id-seed'],
    faults: (values.fault ?? []).map(parseFault),
    json: values.json,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '4400' },
        host: { type: 'string', default: '127.0.0.1' },
        'key-type': { type: 'string' },
        origin: { type: 'string', multiple: true },
        'client-trust': { type: 'boolean', default: false },
        seed: { type: 'string' },
        state: { type: 'string' },
        'id-seed': { type: 'string' },
        fault: { type: 'string', multiple: true },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    // Node adds advice about `--` that does not apply: there is nothing but flags here.
    throw new CliError(`${(error as Error).message.split('. ')[0]!} (frontdesk --help lists the flags)`)
  }
}

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new CliError(`--port: "${text}" is not a port number from 0 to 65535`)
}

function readKeyType(text: string | undefined): 'test' | 'live' | undefined {
  if (text === undefined || text === 'test' || text === 'live') return text
  throw new CliError(`--key-type: "${text}" is neither test nor live`)
}
