import { FapiError } from './http/errors'

/**
 * Nothing of the box works without Web Crypto: its tokens are signed.
 *
 * @throws FapiError `web_crypto_missing` on insecure pages, and in test environments that leave it out.
 */
export function requireWebCrypto(): void {
  if (globalThis.crypto?.subtle) return
  throw new FapiError(
    500,
    'web_crypto_missing',
    'The box signs with Web Crypto, but crypto.subtle is missing. Pages have it on https and on localhost; in tests use an environment that has it.',
  )
}
