import type { Hono } from 'hono'
import { createAnswer } from './app'
import type { Box } from './box'
import { createClock } from './clock'
import { createFaults } from './faults'
import { createHandle, type Fapi } from './handle'
import { beyond } from './http/beyond'
import type { FapiEnv } from './http/env'
import { createIds, unguessable } from './ids'
import { createKeys } from './keys'
import { createLog } from './log'
import { createEmails, createTexts } from './messages'
import { type FapiOptions, resolveOptions } from './options'
import { cookieSuffix } from './publishableKey'
import { createSeededBytes } from './seededBytes'
import { type CheckedState, parseState } from './state/format'
import { restore } from './state/restore'
import { createState } from './state/state'
import { createSaver, type FapiStorage, type Keeper, noSaver, type Saver } from './storage'
import { requireWebCrypto } from './webCrypto'

/**
 * Makes a Frontend API in a box: Clerk's wire protocol in this process or page, for development, demos and
 * tests. It answers through `fetch`, and forgets everything when it goes unless it is given a `storage`.
 *
 * @example
 * const fapi = createFapi({ users: [{ identifier: 'ann@example.com', password: 'secret' }] })
 * await fapi.fetch(new Request('http://localhost:4400/v1/dev_browser', { method: 'POST', headers: { origin: 'http://localhost:3000' } }))
 *
 * @throws TypeError when an option is wrong; the message names it.
 * @throws an Error with the code `web_crypto_missing` where there is no Web Crypto.
 */
export function createFapi(options: FapiOptions = {}): Fapi {
  return assembleFapi(options)
}

/**
 * @param createPages - what it shows to people who open it in a browser, where it is on a port
 * @param keeper - keeps what it remembers. Default: as the `storage` does
 */
export function assembleFapi(
  options: FapiOptions,
  createPages?: (fapi: Fapi, box: Box) => Hono<FapiEnv>,
  keeper = keeperOf(options.storage),
): Fapi {
  requireWebCrypto()
  const saved = load(options.storage)
  const resolved = resolveOptions(options, saved)
  const { key, keyType } = resolved.publishableKey
  const { idSeed } = options
  const position = saved?.idPosition
  // Without a seed the position stays for a later run with one, which would else begin anew with ids that are taken.
  const ids = createIds(
    idSeed === undefined ? { ...unguessable, position } : createSeededBytes(idSeed, position),
  )
  let suffix: Promise<string> | undefined
  const box: Box = {
    options: resolved,
    secretKey: saved?.secretKey ?? `sk_${keyType}_${ids.randomText(40)}`,
    state: createState(),
    clock: createClock(saved?.clockOffset, () => box.saver.changed()),
    ids,
    keys: createKeys(ids, resolved.signingKey),
    faults: createFaults(),
    log: createLog(),
    emails: createEmails(),
    texts: createTexts(),
    saver: saverOf(options, keeper, () => box),
    cookieSuffix() {
      suffix ??= cookieSuffix(key)
      return suffix
    },
  }
  restore(box, saved)
  // The keys are given out from now on, so they must be safe from now on.
  box.saver.changed()
  const fapi = createHandle(box, (request, host) => answer(request, host))
  const answer = createAnswer(box, createPages?.(fapi, box))
  return fapi
}

function load(storage: FapiStorage | undefined): CheckedState | undefined {
  const state = storage?.load()
  if (state instanceof Promise) {
    throw new TypeError('storage.load: must give the state itself: wait for it before createFapi().')
  }
  return state === undefined ? undefined : parseState(state)
}

function keeperOf(storage: FapiStorage | undefined): Keeper | undefined {
  return storage?.save && { save: async (box) => storage.save?.(await (await beyond()).takeSnapshot(box)) }
}

function saverOf({ onEvent }: FapiOptions, keeper: Keeper | undefined, box: () => Box): Saver {
  if (!keeper && !onEvent) return noSaver
  return createSaver(async () => {
    await keeper?.save(box())
    if (onEvent) (await beyond()).tellEvents(box(), onEvent)
  }, keeper?.prepare)
}
