import { createApp } from './app'
import type { Box } from './box'
import { createClock } from './clock'
import { createEmails } from './emails'
import { createFaults } from './faults'
import { createHandle, type Fapi } from './handle'
import { createIds } from './ids'
import { createKeys } from './keys'
import { createLog } from './log'
import { type FapiOptions, resolveOptions } from './options'
import { cookieSuffix } from './publishableKey'
import { createOrganization } from './state/organizations'
import { createState } from './state/state'
import { createUser } from './state/users'

/**
 * Makes a Frontend API in a box: Clerk's wire protocol in this process or page, for development, demos and
 * tests. It answers through `fetch` and forgets everything when it goes.
 *
 * @example
 * const fapi = createFapi({ users: [{ identifier: 'ann@example.com', password: 'secret' }] })
 * await fapi.fetch(new Request('http://localhost:4400/v1/dev_browser', { method: 'POST', headers: { origin: 'http://localhost:3000' } }))
 *
 * @throws TypeError when an option is wrong; the message names it.
 */
export function createFapi(options: FapiOptions = {}): Fapi {
  const resolved = resolveOptions(options)
  const { key, keyType } = resolved.publishableKey
  const ids = createIds()
  let suffix: Promise<string> | undefined
  const box: Box = {
    options: resolved,
    secretKey: `sk_${keyType}_${ids.randomText(40)}`,
    state: createState(),
    clock: createClock(),
    ids,
    keys: createKeys(ids, resolved.signingKey),
    faults: createFaults(),
    log: createLog(),
    emails: createEmails(),
    cookieSuffix() {
      suffix ??= cookieSuffix(key)
      return suffix
    },
  }
  for (const user of resolved.users) {
    createUser(box, user)
  }
  for (const organization of resolved.organizations) {
    createOrganization(box, organization)
  }
  return createHandle(box, createApp(box))
}
