import type { FapiEmail } from '../fapi/messages'
import type { FapiWithPages } from '../fapi/pages/createFapiWithPages'
import { type DevArgs, parseDevArgs } from './args'
import { createBox, type Start, saved } from './box'
import { runCommand } from './command'
import {
  describe,
  describeEnvironment,
  describeJson,
  describeMessage,
  describeReach,
  describeState,
  describeTrust,
  describeWebhook,
  help,
  keysChange,
  warning,
} from './output'
import { createPackageServer } from './packages'
import { recipes } from './recipes'
import type { BoxAddress } from './recipes/recipe'
import { readSeed, type Saved } from './seed'
import { type Handler, serve } from './serve'
import { describeRecipe, findRecipes } from './setup'
import { openStateFile, type StateFile } from './stateFile'
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
  /** The environment variables. Default: none. */
  env?: Readonly<Record<string, string | undefined>> | undefined
}

/** A box that answers on a port. */
interface Running {
  fapi: FapiWithPages
  url: string
  args: DevArgs
  host: CliHost
  file: StateFile | undefined
  trust: Trust | undefined
  /** Where events go, and what signs them. */
  webhook: { url: string; secret: string } | undefined
}

/** `frontdesk dev`: serves a box until told to end, or until the command beside it ends. Gives the exit code. @throws CliError */
export async function runDev(commandLine: readonly string[], host: CliHost): Promise<number> {
  const args = parseDevArgs(commandLine)
  if (args === 'help') {
    host.stdout(help)
    return 0
  }
  const seed = async () => (args.seed === undefined ? undefined : readSeed(args.seed))
  if (args.state === undefined) return serveBox(args, await loaded(seed), host)
  const file = await openStateFile(args.state, seed)
  try {
    return await serveBox(args, file, host, file)
  } finally {
    await file.close()
  }
}

async function loaded(seed: () => Promise<Saved | undefined>): Promise<Start> {
  const { state, options = {} } = (await seed()) ?? {}
  return { storage: { load: () => state }, options }
}

async function serveBox(args: DevArgs, start: Start, host: CliHost, file?: StateFile): Promise<number> {
  const secret = () => webhookSecret(fapi.secretKey)
  const report = args.json ? host.stderr : host.stdout
  const { webhook: url } = args
  const webhooks =
    url === undefined ? undefined : createWebhooks({ url, secret, report, signal: host.signal })
  const fapi = await createBox(args, start, { env: host.env ?? {}, webhooks })
  const trust = args.https ? await createTrust(args.host) : undefined
  const port = args.port ?? (args.command.length > 0 ? 0 : 4400)
  try {
    const handler = withPackages(fapi, host)
    const served = await serve(handler, { port, host: args.host, certificate: trust?.certificate })
    try {
      const webhook = url === undefined ? undefined : { url, secret: await secret() }
      const running = { fapi, url: served.url, args, host, file, trust, webhook }
      await announce(running)
      return await lived(running)
    } finally {
      await served.close()
    }
  } finally {
    await trust?.forget()
    await saved(fapi, args)
  }
}

/** The box, with Clerk's own scripts before it. */
function withPackages(fapi: FapiWithPages, { folder, stderr }: CliHost): Handler {
  const script = createPackageServer(folder, (name) =>
    stderr(`frontdesk: a page asks for ${name}, which is not installed here: npm i -D ${name}\n`),
  )
  return { fetch: async (request, host) => (await script(request)) ?? fapi.fetch(request, host) }
}

/** Says what people, or programs, need to use it. */
async function announce(running: Running): Promise<void> {
  const { fapi, url, args, host, file, trust, webhook } = running
  const { stdout, stderr } = host
  const reach = describeReach(args.host)
  if (reach) stderr(`frontdesk: ${reach}\n`)
  const kept = [
    describeState(fapi, args, file),
    trust && describeTrust(trust.file),
    webhook && describeWebhook(webhook),
  ]
    .filter(Boolean)
    .join('\n')
  if (args.json) {
    stderr(`frontdesk: ${warning} ${kept}\n`)
    return stdout(await describeJson(fapi, url))
  }
  stdout(describe(fapi, url, kept, await describeSetup(running)))
  for (const journal of [fapi.emails, fapi.texts]) {
    journal.subscribe((message: FapiEmail) => stdout(describeMessage(message)))
  }
}

/** The code of an app for each SDK that was asked for, or that it has. */
async function describeSetup({ fapi, url, args, host: { folder } }: Running): Promise<string> {
  if (args.command.length > 0) return `The variables of Clerk’s SDKs are set for: ${args.command.join(' ')}`
  const chosen = args.for && recipes.filter(({ name }) => args.for?.includes(name))
  const found = chosen ?? (await findRecipes(folder))
  const box = await boxAddress(fapi, url)
  const texts = await Promise.all(found.map((recipe) => describeRecipe(recipe, box, folder)))
  if (texts.length === 0) return describeEnvironment(fapi, url)
  if (args.state === undefined) texts.push(keysChange)
  return texts.join('\n\n')
}

/** Until the command that runs beside the box ends; without one, until the box is told to. */
async function lived({ fapi, url, args, host: { signal }, trust, webhook }: Running): Promise<number> {
  if (args.command.length > 0) {
    const box = await boxAddress(fapi, url)
    const env = {
      ...Object.assign({}, ...recipes.map((recipe) => recipe.env(box))),
      ...(trust && { NODE_EXTRA_CA_CERTS: trust.file }),
      ...(webhook && { CLERK_WEBHOOK_SIGNING_SECRET: webhook.secret }),
      FRONTDESK_URL: url,
      FRONTDESK_CONTROL_SECRET: fapi.controlSecret,
    }
    return runCommand(args.command, env, signal)
  }
  await aborted(signal)
  return 0
}

async function boxAddress(fapi: FapiWithPages, url: string): Promise<BoxAddress> {
  const { publishableKey, secretKey } = fapi
  return { url, publishableKey, secretKey, jwtKey: await fapi.jwtKey() }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
