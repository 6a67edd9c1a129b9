import type { AmbientCredential, AmbientCredentialOptions, AmbientCredentials } from '../../src/core'
import { fromBase64url, toBase64url } from '../../src/fapi/webauthn/base64url'
import { makePasskey, type TestPasskey } from '../../src/fapi/webauthn/testAuthenticator'

/** A device that makes passkeys with Web Crypto, and says yes to whatever it is asked. */
export interface PasskeyDevice extends AmbientCredentials {
  /** What it was asked, in order. */
  readonly asked: { kind: 'create' | 'get'; options: AmbientCredentialOptions }[]
  /** What its user does next in place of saying yes: an error's name. */
  fail(name: string): void
  /** Lets a question wait until `goOn()`; those that are filled in wait in any case. */
  hold(): void
  /** Says yes to what waits. */
  goOn(): void
}

export function createPasskeyDevice(): PasskeyDevice {
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

/** Of a page that may use what is bound to a host. */
const originOf = (host: string) => (host === 'localhost' ? 'http://localhost:3000' : `https://${host}`)

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
