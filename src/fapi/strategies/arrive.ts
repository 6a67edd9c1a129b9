import type { Box } from '../box'
import type { FapiContext } from '../http/env'
import { FapiError } from '../http/errors'
import { connectionsOf } from '../state/connections'
import type { Returning } from '../state/links'
import type { ClientRecord } from '../state/state'
import { type Verification, verificationError, verificationStatus } from '../state/verifications'
import { nameOfProvider } from '../state/ways'
import { arriveAccount } from './externalLink'
import { arriveSignIn } from './externalSignIn'
import { arriveSignUp } from './externalSignUp'

/** Who somebody was sent to. `domain`: what all addresses there end in, if anything. */
export function providerOf({ options }: Box, { strategy, connectionId }: Verification) {
  const connection = options.enterpriseConnections.find(({ id }) => id === connectionId)
  if (connection) return { provider: strategy, name: connection.name, domain: connection.domain }
  const provider = strategy.replace('oauth_', '')
  return { provider, name: nameOfProvider(provider), domain: undefined }
}

/**
 * Takes over what a provider says, once: who was there, or why nobody was. What came of it, whatever it is, the app
 * finds on the client. Gives the URL to go to.
 */
export function arrive(c: FapiContext, found: Returning, refusal: string | undefined): URL {
  const box = c.get('box')
  const { client, verification } = found
  const status = verificationStatus(box, verification)
  verification.token = undefined
  verification.externalUrl = undefined
  verification.grant = undefined
  if (status === 'unverified') {
    try {
      if (refusal) throw refused(refusal)
      checkDomain(box, verification)
      if (found.kind === 'sign-in') arriveSignIn(c, client, found.attempt, verification)
      else if (found.kind === 'sign-up') arriveSignUp(c, client, found.attempt, verification)
      else arriveAccount(box, found)
    } catch (error) {
      if (!(error instanceof FapiError)) throw error
      const { code, message, options } = error
      verification.verified = false
      verification.error = { code, message, longMessage: options.longMessage ?? message, meta: options.meta }
    }
  }
  return wayBack(c, found)
}

/** @throws FapiError for an address that does not belong to the connection, or belongs to one and came another way */
function checkDomain(box: Box, verification: Verification): void {
  const { emailAddress } = verification.account!
  const { domain } = providerOf(box, verification)
  if (domain && !emailAddress.endsWith(`@${domain}`)) {
    const message = `${emailAddress} is no address of ${domain}`
    throw new FapiError(422, 'saml_email_address_domain_mismatch', message)
  }
  if (!domain && connectionsOf(box.options, emailAddress).length > 0) {
    const message = 'Addresses of this domain sign in by their enterprise connection'
    throw new FapiError(422, 'oauth_email_domain_reserved_by_saml', message)
  }
}

function refused(error: string): FapiError {
  return error === 'access_denied'
    ? new FapiError(403, 'oauth_access_denied', 'You did not grant access to your account')
    : new FapiError(400, 'oauth_token_exchange_error', 'The provider failed', {
        longMessage: 'The provider has failed. Try again.',
      })
}

/** Where there is a session now the app goes on; else, and where somebody has something left to do, it looks at what came of it. */
function wayBack(c: FapiContext, found: Returning): URL {
  const box = c.get('box')
  const { client, verification } = found
  const createdSessionId = found.kind === 'account' ? null : found.attempt.createdSessionId
  const isActive = box.state.sessions.get(createdSessionId ?? '')?.status === 'active'
  const url = new URL(isActive ? verification.completeUrl! : verification.redirectUrl!)
  if (verification.isNative) addNativeOutcome(box, url, found, createdSessionId)
  else if (box.options.publishableKey.keyType === 'test') addDevBrowser(box, url, client)
  return url
}

/**
 * A native app gets the client's new token for a nonce. Whoever only began elsewhere what somebody else has ended has
 * nothing: the old token is worthless. Stricter than Clerk on purpose, which hands out a nonce with a session only: what
 * is to be transferred, or waits for more, would be for whoever began, too.
 */
function addNativeOutcome(
  box: Box,
  url: URL,
  { kind, client, verification }: Returning,
  createdSessionId: string | null,
): void {
  const { ids } = box
  const { account, isTransferable, error } = verification
  // Who connects an account is signed in, and stays so.
  const isTaken = kind !== 'account' && account && (isTransferable || !error)
  if (createdSessionId || isTaken) {
    client.rotatingToken = ids.randomText(32)
    client.nonce = ids.randomText(40)
    url.searchParams.set('rotating_token_nonce', client.nonce)
  }
  if (createdSessionId) url.searchParams.set('created_session_id', createdSessionId)
  else {
    const isExpired = verificationStatus(box, verification) === 'expired'
    const code = error?.code ?? (isExpired ? verificationError('expired').code : undefined)
    if (!code) return
    url.searchParams.set('__clerk_status', 'failed')
    url.searchParams.set('__clerk_error_code', code)
  }
}

/** An app's server knows the browser by it in development, as no cookie of the Frontend API gets there. */
function addDevBrowser({ state }: Box, url: URL, client: ClientRecord): void {
  const own = [...state.devBrowsers.values()].filter(({ clientId }) => clientId === client.id).at(-1)
  if (own && !url.searchParams.has('__clerk_db_jwt')) url.searchParams.set('__clerk_db_jwt', own.token)
}
