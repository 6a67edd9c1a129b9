import { parseArgs } from 'node:util'
import type { FapiFault } from '../fapi/faults'
import type { BoxOptions } from './boxOptions'
import { CliError } from './error'
import { parseFault } from './fault'
import { recipes } from './recipes'
import { readSwitches, switchFlags } from './switches'

/** What `frontdesk dev` was asked to do. */
export interface DevArgs {
  /** Undefined: 4400, or any free one where a command is run. */
  port: number | undefined
  host: string
  keyType: 'test' | 'live' | undefined
  origins: string[] | undefined
  /** What the box is to be like. */
  box: BoxOptions
  seed: string | undefined
  state: string | undefined
  idSeed: string | undefined
  clock: Date | undefined
  /** Where events are sent. */
  webhook: string | undefined
  faults: FapiFault[]
  json: boolean
  https: boolean
  /** Names of recipes. Undefined: for what the app has installed. */
  for: string[] | undefined
  /** A command to run beside the box, with its arguments. */
  command: string[]
}

/** Reads the flags of `frontdesk dev`; `'help'` when they ask for it. @throws CliError */
export function parseDevArgs(args: readonly string[]): DevArgs | 'help' {
  const end = args.indexOf('--')
  const { values } = parse(end === -1 ? args : args.slice(0, end))
  if (values.help) return 'help'
  return {
    port: values.port === undefined ? undefined : readPort(values.port),
    host: values.host,
    keyType: readKeyType(values['key-type']),
    origins: values.origin,
    box: readSwitches(values),
    seed: values.seed,
    state: values.state,
    idSeed: values['id-seed'],
    clock: values.clock === undefined ? undefined : readTime(values.clock),
    webhook: readUrl(values.webhook),
    faults: (values.fault ?? []).map(parseFault),
    json: values.json,
    https: values.https,
    for: values.for?.map(readRecipe),
    command: end === -1 ? [] : readCommand(args.slice(end + 1)),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        'key-type': { type: 'string' },
        origin: { type: 'string', multiple: true },
        ...switchFlags,
        seed: { type: 'string' },
        state: { type: 'string' },
        'id-seed': { type: 'string' },
        clock: { type: 'string' },
        webhook: { type: 'string' },
        fault: { type: 'string', multiple: true },
        json: { type: 'boolean', default: false },
        https: { type: 'boolean', default: false },
        for: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    // Node adds advice about `--` that does not apply: what stands after it is a command.
    throw new CliError(`${(error as Error).message.split('. ')[0]!} (frontdesk --help lists the flags)`)
  }
}

function readRecipe(name: string): string {
  if (recipes.some((recipe) => recipe.name === name)) return name
  throw new CliError(`--for: "${name}" is none of ${recipes.map(({ name }) => name).join(', ')}`)
}

function readCommand(command: string[]): string[] {
  if (command.length > 0) return command
  throw new CliError('--: name the command to run beside the box, e.g. frontdesk dev -- next dev')
}

function readUrl(text: string | undefined): string | undefined {
  if (text === undefined) return text
  const url = /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined
  // No request can be sent there, and the address is printed.
  if (url?.username || url?.password)
    throw new CliError('--webhook: no name or password may stand in the address')
  if (url) return text
  throw new CliError(`--webhook: "${text}" is not an address such as http://localhost:3000/api/webhooks`)
}

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new CliError(`--port: "${text}" is not a port number from 0 to 65535`)
}

function readKeyType(text: string | undefined): 'test' | 'live' | undefined {
  if (text === undefined || text === 'test' || text === 'live') return text
  throw new CliError(`--key-type: "${text}" is neither test nor live`)
}

function readTime(text: string): Date {
  const time = new Date(text)
  if (/^\d{4}-\d\d/.test(text) && !Number.isNaN(time.getTime())) return time
  throw new CliError(`--clock: "${text}" is no time such as 2027-01-31T12:00:00Z`)
}
