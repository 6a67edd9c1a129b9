import type { FapiEvent } from '../fapi/events'
import type { Fapi } from '../fapi/handle'
import type { FapiEmail } from '../fapi/messages'
import type { FapiOptions } from '../fapi/options'
import { createFapiWithPages } from '../fapi/pages/createFapiWithPages'
import type { FapiStorage } from '../fapi/storage'
import { type DevArgs, parseDevArgs } from './args'
import { type BoxOptions, mergeOptions } from './boxOptions'
import { runCommand } from './command'
import { CliError } from './error'
import {
  describe,
  describeEnvironment,
  describeJson,
  describeMessage,
  describeState,
  describeTrust,
  help,
  keysChange,
  warning,
} from './output'
import { createPackageServer } from './packages'
import { type BoxAddress, recipes } from './recipes'
import { readSeed, type Saved } from './seed'
import { type Handler, serve } from './serve'
import { describeRecipe, findRecipes } from './setup'
import { openStateFile, type StateFile } from './stateFile'
import { withFlag } from './switches'
import { createTrust, type Trust } from './trust'
import { createWebhooks, webhookSecret } from './webhooks'

/** What a command reads and writes, so that a test can run it without a process. */
export interface CliHost {
  stdout(text: string): void
  stderr(text: string): void
  /** Where the command runs: in the folder of an app, or below it. */
  folder: string
  /** Ends the command. */
  signal: AbortSignal
}

/** `frontdesk dev`: serves a box until told to end, or until the command beside it ends. Gives the exit code. @throws CliError */
export async function runDev(args: readonly string[], host: CliHost): Promise<number> {
  const options = parseDevArgs(args)
  if (options === 'help') {
    host.stdout(help)
    return 0
  }
  const seed = async () => (options.seed === undefined ? undefined : readSeed(options.seed))
  if (options.state === undefined) return serveBox(options, await loaded(seed), host)
  const file = await openStateFile(options.state, seed)
  try {
    return await serveBox(options, file, host, file)
  } finally {
    await file.close()
  }
}

async function loaded(seed: () => Promise<Saved | undefined>): Promise<Start> {
  const { state, options = {} } = (await seed()) ?? {}
  return { storage: { load: () => state }, options }
}

/** What to go on from. */
interface Start {
  storage: FapiStorage
  options: BoxOptions
}

async function serveBox(options: DevArgs, start: Start, host: CliHost, file?: StateFile): Promise<number> {
  let tell: ((event: FapiEvent) => void) | undefined
  const isTold = options.webhook !== undefined
  const fapi = await createBox(options, start, isTold ? (event) => tell?.(event) : undefined)
  const trust = options.https ? await createTrust(options.host) : undefined
  const port = options.port ?? (options.command.length > 0 ? 0 : 4400)
  try {
    const served = await serve(withPackages(fapi, host), {
      ...options,
      port,
      certificate: trust?.certificate,
    })
    try {
      if (isTold) tell = await startWebhooks(fapi, options, host)
      await announce(fapi, served.url, options, host, file, trust)
      return await lived(fapi, served.url, options, host, trust)
    } finally {
      await served.close()
    }
  } finally {
    await trust?.forget()
    await saved(fapi, options)
  }
}

/** Gives what sends an event to the address of `--webhook`, and says how it is signed. */
async function startWebhooks(fapi: Fapi, { webhook: url = '', json }: DevArgs, host: CliHost) {
  const secret = await webhookSecret(fapi.secretKey)
  const report = json ? host.stderr : host.stdout
  report(`Events go to ${url}; CLERK_WEBHOOK_SIGNING_SECRET=${secret}\n`)
  return createWebhooks({ url, secret, report, signal: host.signal })
}

/** Says what people, or programs, need to use it. */
async function announce(
  fapi: Fapi,
  url: string,
  options: DevArgs,
  host: CliHost,
  file: StateFile | undefined,
  trust: Trust | undefined,
): Promise<void> {
  const kept = [describeState(fapi, options, file), trust && describeTrust(trust.file)]
    .filter(Boolean)
    .join('\n')
  if (options.json) {
    host.stderr(`frontdesk: ${warning} ${kept}\n`)
    return host.stdout(await describeJson(fapi, url))
  }
  host.stdout(describe(fapi, url, kept, await describeSetup(fapi, url, options, host)))
  for (const journal of [fapi.emails, fapi.texts]) {
    journal.subscribe((message: FapiEmail) => host.stdout(describeMessage(message)))
  }
}

/** The code of an app for each SDK that was asked for, or that it has. */
async function describeSetup(
  fapi: Fapi,
  url: string,
  options: DevArgs,
  { folder }: CliHost,
): Promise<string> {
  const { command } = options
  if (command.length > 0) return `The variables of Clerk’s SDKs are set for: ${command.join(' ')}`
  const chosen = options.for && recipes.filter(({ name }) => options.for?.includes(name))
  const found = chosen ?? (await findRecipes(folder))
  const box = await boxAddress(fapi, url)
  const texts = await Promise.all(found.map((recipe) => describeRecipe(recipe, box, folder)))
  if (texts.length === 0) return describeEnvironment(fapi, url)
  if (options.state === undefined) texts.push(keysChange)
  return texts.join('\n\n')
}

/** Until the command that runs beside the box ends; without one, until the box is told to. */
async function lived(
  fapi: Fapi,
  url: string,
  { command }: DevArgs,
  { signal }: CliHost,
  trust: Trust | undefined,
): Promise<number> {
  if (command.length > 0) {
    const box = await boxAddress(fapi, url)
    const env = Object.assign({}, ...recipes.map((recipe) => recipe.env(box)))
    return runCommand(command, { ...env, ...(trust && { NODE_EXTRA_CA_CERTS: trust.file }) }, signal)
  }
  await aborted(signal)
  return 0
}

async function boxAddress(fapi: Fapi, url: string): Promise<BoxAddress> {
  const { publishableKey, secretKey } = fapi
  return { url, publishableKey, secretKey, jwtKey: await fapi.jwtKey() }
}

/** The box, with Clerk's own scripts before it. */
function withPackages(fapi: Fapi, { folder, stderr }: CliHost): Handler {
  const script = createPackageServer(folder, (name) =>
    stderr(`frontdesk: a page asks for ${name}, which is not installed here: npm i -D ${name}\n`),
  )
  return { fetch: async (request) => (await script(request)) ?? fapi.fetch(request) }
}

/**
 * Names a host that no name server can know, as one of its labels has more than 63 characters (RFC 1035, section 2.3.4).
 * An SDK that was set up wrongly would send what it has to a host of Clerk's otherwise.
 */
const keyOfNowhere = `pk_test_${btoa('frontdesk-in-a-box-on-this-machine-alone-and-never-on-the-internet.clerk.accounts.dev$')}`

async function createBox(
  options: DevArgs,
  start: Start,
  onEvent?: (event: FapiEvent) => void,
): Promise<Fapi> {
  const { host, keyType, origins, box, idSeed, clock, faults } = options
  const merged = mergeOptions(start.options, {
    ...box,
    ...(keyType && { keyType }),
    ...(origins && { origins }),
  })
  const state = await start.storage.load()
  const isNamed = merged.keyType === 'live' || (merged.name ?? state?.publishableKey) !== undefined
  const fapi = makeBox({
    ...merged,
    publishableKey: isNamed ? undefined : keyOfNowhere,
    hosts: [host],
    idSeed,
    onEvent,
    storage: start.storage,
  })
  if (clock) fapi.clock.set(clock)
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
      withFlag(message)
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
