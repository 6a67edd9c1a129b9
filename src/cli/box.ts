import type { FapiOptions } from '../fapi/options'
import { isSecret } from '../fapi/pages/control/secret'
import { createFapiWithPages, type FapiWithPages } from '../fapi/pages/createFapiWithPages'
import { type ChangeStorage, keepChanges } from '../fapi/state/changes'
import type { DevArgs } from './args'
import { type BoxOptions, mergeOptions } from './boxOptions'
import { CliError } from './error'
import { withFlag } from './switches'
import type { WebhookSender } from './webhooks'

/** What to go on from. */
export interface Start {
  /** Without `save`, nothing is kept. */
  storage: Pick<ChangeStorage, 'load'> & Partial<ChangeStorage>
  options: BoxOptions
}

/** What is not said by flags. */
interface BoxHost {
  env: Readonly<Record<string, string | undefined>>
  webhooks?: WebhookSender | undefined
}

/**
 * Names a host that no name server can know, as one of its labels has more than 63 characters (RFC 1035, section 2.3.4).
 * An SDK that was set up wrongly would send what it has to a host of Clerk's otherwise.
 */
const keyOfNowhere = `pk_test_${btoa('frontdesk-in-a-box-on-this-machine-alone-and-never-on-the-internet.clerk.accounts.dev$')}`

/** Makes the box of a command. @throws CliError that names the flag, variable or file */
export async function createBox(args: DevArgs, start: Start, host: BoxHost): Promise<FapiWithPages> {
  const { keyType, origins, idSeed, clock, faults } = args
  const merged = mergeOptions(start.options, {
    ...args.box,
    ...(keyType && { keyType }),
    ...(origins && { origins }),
  })
  const isNamed =
    merged.keyType === 'live' || (merged.name ?? start.storage.load()?.publishableKey) !== undefined
  const fapi = makeBox(
    {
      ...merged,
      publishableKey: isNamed ? undefined : keyOfNowhere,
      hosts: [args.host],
      idSeed,
      onEvent: host.webhooks?.tell,
    },
    start.storage,
    { secret: readSecret(host.env), webhooks: host.webhooks },
  )
  if (clock) fapi.clock.set(clock)
  for (const fault of faults) fapi.fault(fault)
  await saved(fapi, args)
  return fapi
}

/** When all that has changed is in the state file. @throws CliError */
export async function saved(fapi: FapiWithPages, { state }: DevArgs): Promise<void> {
  await fapi.saved().catch((error: Error) => {
    throw new CliError(`--state: cannot write ${state} (${error.message})`)
  })
}

/** @throws CliError for one that could be guessed, or sent in no header */
function readSecret({ FRONTDESK_CONTROL_SECRET: secret }: BoxHost['env']): string | undefined {
  if (!secret) return undefined
  if (isSecret(secret)) return secret
  throw new CliError('FRONTDESK_CONTROL_SECRET: must be 16 to 200 letters, digits and - . _ ~')
}

function makeBox(
  options: FapiOptions,
  { load, prepare, save }: Start['storage'],
  host: { secret: string | undefined; webhooks: WebhookSender | undefined },
): FapiWithPages {
  const keeper = save && keepChanges({ load, prepare, save })
  try {
    return createFapiWithPages({ ...options, storage: { load } }, { ...host, keeper })
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
