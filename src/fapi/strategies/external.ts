import { type FapiContext, hostHeader } from '../http/env'
import { FapiError, formError, notFound } from '../http/errors'
import { publicUrl } from '../http/publicUrl'
import { lifetime } from '../state/codes'
import { connectionsOf } from '../state/connections'
import { deleteSignIn, deleteSignUp } from '../state/leftovers'
import type { ClientRecord } from '../state/state'
import { isExternal, startVerification, type Verification } from '../state/verifications'
import { checkOn } from './checkOn'
import { readReturnUrl } from './returnUrl'

/**
 * Reads what the form says of a way that leads through another provider. What it gives begins that, for who has the
 * address, or typed it. All that can be wrong is found out before. @throws FapiError
 */
export function readExternal(c: FapiContext, strategy: string, address?: string | null): () => Verification {
  const box = c.get('box')
  checkOn(c, strategy)
  const connectionId = strategy === 'enterprise_sso' ? readConnection(c, address) : undefined
  // Clerk's SDKs make it absolute with development keys only.
  const redirectUrl = readReturnUrl(c, 'redirect_url', hostHeader(c, 'origin'))
  const hasComplete = Boolean(c.get('form').get('action_complete_redirect_url'))
  const completeUrl = hasComplete
    ? readReturnUrl(c, 'action_complete_redirect_url', redirectUrl)
    : redirectUrl
  return () => {
    const token = box.ids.randomText(40)
    return {
      ...startVerification(strategy),
      expireAt: box.clock.now() + lifetime,
      to: address || undefined,
      token,
      externalUrl: publicUrl(c, `/v1/oauth_provider?state=${token}`).href,
      redirectUrl,
      completeUrl,
      connectionId,
      isNative: c.get('caller').scheme.name === 'native' || undefined,
    }
  }
}

/** @throws FapiError where it is not clear which connection is meant */
function readConnection(c: FapiContext, address: string | null | undefined): string {
  const { options } = c.get('box')
  const wanted = c.get('form').get('enterprise_connection_id')
  if (wanted) {
    if (options.enterpriseConnections.some(({ id }) => id === wanted)) return wanted
    throw notFound('Enterprise connection')
  }
  const [first, second] = connectionsOf(options, address)
  if (!address) throw formError('form_param_missing', 'identifier', 'Enter your email address')
  if (!first) {
    const message = 'No enterprise connection is for this address'
    throw formError('sign_in_must_use_enterprise_connection_identifier', 'identifier', message)
  }
  if (!second) return first.id
  const code = 'enterprise_connection_id_is_required_with_multiple_connections'
  throw formError(code, 'enterprise_connection_id', 'Choose one of the connections')
}

/** Forgets what would be taken for the outcome of a way through a provider that begins now: an attempt of the other kind that is over, or came from one. */
export function dropLeftovers(c: FapiContext, client: ClientRecord, kind: 'sign-in' | 'sign-up'): void {
  const box = c.get('box')
  const signIn = box.state.signIns.get(client.signInId ?? '')
  const signUp = box.state.signUps.get(client.signUpId ?? '')
  if (kind === 'sign-in' && signIn) {
    const { account, status, verification } = signIn
    const isLeft = status === 'complete' || account || isExternal(verification?.strategy)
    if (isLeft) deleteSignIn(box, client)
  }
  if (kind === 'sign-up' && signUp && (signUp.createdUserId !== null || signUp.external)) {
    deleteSignUp(box, client)
  }
}

/** 400 where no other attempt has found who belongs to this kind. */
export function nothingToTransfer(): FapiError {
  return new FapiError(400, 'account_transfer_invalid', 'There is no account to take over', {
    longMessage: 'Sign in or up with a provider first: only what that has found can be taken over.',
  })
}
