import type { AmbientCredential, AmbientCredentialOptions, AmbientCredentials } from '../../core/host/ambient'
import { fromBase64url, toBase64url } from '../webauthn/base64url'
import { makePasskey, type TestPasskey } from '../webauthn/testAuthenticator'

/** A device that makes passkeys with Web Crypto and keeps them in memory. Its user says yes to whatever it asks. */
export interface PasskeyDevice extends AmbientCredentials {
  /** What it was asked, oldest first. */
  readonly asked: { kind: 'create' | 'get'; options: AmbientCredentialOptions }[]
  /** Lets the next question fail, as by its user: with the name of a `DOMException`, e.g. `NotAllowedError`. */
  fail(name: string): void
  /** Lets a question wait until `goOn()`; those that are filled in wait in any case. */
  hold(): void
  /** Says yes to what waits. */
  goOn(): void
}

/**
 * Makes a device for tests and stories: what a tab takes as `credentials`, beside its own `ambient`. One device may be in
 * several tabs and browsers.
 *
 * @param options.origin - the page that asks, e.g. `http://localhost:5173`. Default: `http://localhost:3000` for what is
 *   bound to `localhost`, else the host's own over https.
 *
 * @example
 * const passkeys = createPasskeyDevice()
 * createFrontdesk({ publishableKey, queryClient, ambient: { ...tab.ambient, credentials: passkeys } })
 */
export function createPasskeyDevice({ origin }: { origin?: string | undefined } = {}): PasskeyDevice {
  const originOf = (host: string) =>
    origin ?? (host === 'localhost' ? 'http://localhost:3000' : `https://${host}`)
  const asked: PasskeyDevice['asked'] = []
  const passkeys: TestPasskey[] = []
  let failure: string | undefined
  let isHeld = false
  let goOn = () => {}

  async function answer(kind: 'create' | 'get', options: AmbientCredentialOptions) {
    asked.push({ kind, options })
    const { signal, mediation, publicKey } = options
    if (isHeld || mediation) {
      await new Promise<void>((resolve, reject) => {
        goOn = resolve
        signal.addEventListener('abort', () => reject(named('AbortError')))
      })
    }
    if (failure) {
      const name = failure
      failure = undefined
      throw named(name)
    }
    const nonce = JSON.stringify(publicKey, (_, value) =>
      value instanceof Uint8Array ? toBase64url(value) : value,
    )
    if (kind === 'get') {
      const { allowCredentials } = JSON.parse(nonce) as { allowCredentials: { id: string }[] }
      const isAllowed = ({ id }: TestPasskey) =>
        allowCredentials.length === 0 || allowCredentials.some((each) => each.id === id)
      const passkey = passkeys.find(isAllowed)
      if (!passkey) throw named('NotAllowedError')
      return parse(await passkey.use(nonce, { origin: originOf(JSON.parse(nonce).rpId) }))
    }
    const { excludeCredentials } = JSON.parse(nonce) as { excludeCredentials: { id: string }[] }
    if (passkeys.some(({ id }) => excludeCredentials.some((each) => each.id === id)))
      throw named('InvalidStateError')
    const passkey = await makePasskey(nonce, { origin: originOf(JSON.parse(nonce).rp.id) })
    passkeys.push(passkey)
    return parse(passkey.made)
  }

  return {
    asked,
    fail(name) {
      failure = name
    },
    hold() {
      isHeld = true
    },
    goOn() {
      isHeld = false
      goOn()
    },
    create: (options) => answer('create', options),
    get: (options) => answer('get', options),
  }
}

const named = (name: string) => Object.assign(new Error(name), { name })

function parse(json: string): AmbientCredential {
  const { response, rawId, ...others } = JSON.parse(json)
  const { transports, ...texts } = response
  const bytes = Object.entries(texts).map(([name, text]) => [name, fromBase64url(text as string).buffer])
  return {
    ...others,
    rawId: fromBase64url(rawId).buffer,
    response: { ...Object.fromEntries(bytes), ...(transports && { getTransports: () => transports }) },
  }
}
