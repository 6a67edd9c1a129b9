import { Hono } from 'hono'
import type { Box } from '../box'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { FapiError, formError, notFound } from '../http/errors'
import { readMetadata } from '../http/metadata'
import { serializeSignUp } from '../resources/signUp'
import { admitUser, currentClient, ensureClient, requireClient } from '../security/caller'
import { clientCall } from '../security/middleware'
import { checkCode } from '../state/codes'
import { checkRoom } from '../state/signIns'
import { readAttributes } from '../state/signUpFields'
import {
  createSignedUp,
  missingFields,
  signUpStatus,
  startSignUp,
  unverifiedFields,
  updateSignUp,
} from '../state/signUps'
import type { ClientRecord, SignUpRecord } from '../state/state'
import { type Verification, verificationError } from '../state/verifications'
import { sendLink } from '../strategies/emailLink'
import { sendCode } from '../strategies/sendCode'

const path = '/v1/client/sign_ups'

/** `/v1/client/sign_ups`: becoming a user, in as many steps as it takes. */
export const signUpRoutes = new Hono<FapiEnv>()
  .post(path, clientCall, async (c) => {
    const box = c.get('box')
    const form = c.get('form')
    checkRoom(box, currentClient(c))
    const fields = readAttributes(box, form)
    const metadata = readMetadata(form, 'unsafe_metadata')
    const strategy = readStrategy(c, ['', 'password', 'email_code'])
    if (strategy === 'email_code' && !fields.email_address) {
      throw formError('form_param_missing', 'email_address', 'Enter an email address')
    }
    // Only now: a refused sign-up leaves nothing behind.
    const client = ensureClient(c)
    const signUp = startSignUp(box, client)
    updateSignUp(signUp, fields, metadata)
    if (strategy === 'email_code') prepare(c, signUp)
    return proceed(c, client, signUp)
  })
  .get(`${path}/:id`, clientCall, (c) => withClient(c, serializeSignUp(c.get('box'), ownSignUp(c).signUp)))
  .patch(`${path}/:id`, clientCall, async (c) => {
    const box = c.get('box')
    const form = c.get('form')
    const { client, signUp } = pendingSignUp(c)
    updateSignUp(signUp, readAttributes(box, form), readMetadata(form, 'unsafe_metadata'))
    return proceed(c, client, signUp)
  })
  .post(`${path}/:id/prepare_verification`, clientCall, async (c) => {
    const { client, signUp } = verifiableSignUp(c)
    prepare(c, signUp)
    return proceed(c, client, signUp)
  })
  .post(`${path}/:id/attempt_verification`, clientCall, async (c) => {
    const { client, signUp } = verifiableSignUp(c)
    const code = c.get('form').get('code')
    if (!code) throw formError('form_param_missing', 'code', 'Enter a code')
    if (!signUp.verification) throw verificationError('missing')
    checkCode(c.get('box'), signUp.verification, code)
    return proceed(c, client, signUp)
  })

function prepare(c: FapiContext, signUp: SignUpRecord): void {
  const send = c.get('form').get('strategy') === 'email_link' ? sendLink : sendCode
  signUp.verification = send(c, signUp.fields.email_address, 'sign-up')
}

/** Answers with the sign-up; one that lacks nothing is completed first. */
function proceed(c: FapiContext, client: ClientRecord, signUp: SignUpRecord): Promise<Response> {
  finish(c, client, signUp)
  return withClient(c, serializeSignUp(c.get('box'), signUp))
}

/** Verifies the address of a sign-up by the link that was sent to it. @throws FapiError where it cannot go on */
export function followSignUp(
  c: FapiContext,
  {
    client,
    attempt: signUp,
    verification,
  }: { client: ClientRecord; attempt: SignUpRecord; verification: Verification },
): void {
  const box = c.get('box')
  checkPending(box, client, signUp)
  verification.verified = true
  finish(c, client, signUp)
  signUp.isKept = signUp.createdSessionId !== null
}

/** Completes a sign-up that lacks nothing: its user is made and signed in. */
function finish(c: FapiContext, client: ClientRecord, signUp: SignUpRecord): void {
  const box = c.get('box')
  if (missingFields(signUp).length + unverifiedFields(signUp).length === 0) {
    const user = createSignedUp(box, signUp)
    signUp.createdUserId = user.id
    signUp.createdSessionId = admitUser(c, client, user, signUp.verification!.strategy).id
  }
}

function readStrategy(c: FapiContext, known: readonly string[]): string {
  const strategy = c.get('form').get('strategy') ?? ''
  if (known.includes(strategy)) return strategy
  if (!strategy) throw formError('form_param_missing', 'strategy', 'Choose a strategy')
  throw formError('form_param_value_invalid', 'strategy', `Nobody signs up by "${strategy}" here`)
}

function ownSignUp(c: FapiContext): { client: ClientRecord; signUp: SignUpRecord } {
  const client = requireClient(c)
  const signUp = c.get('box').state.signUps.get(c.req.param('id') ?? '')
  if (signUp?.clientId !== client.id) throw notFound('Sign-up')
  return { client, signUp }
}

/** The sign-up in the path, if it can go on. */
function pendingSignUp(c: FapiContext) {
  const own = ownSignUp(c)
  checkPending(c.get('box'), own.client, own.signUp)
  return own
}

function checkPending(box: Box, client: ClientRecord, signUp: SignUpRecord): void {
  const status = signUpStatus(box, signUp)
  if (status !== 'missing_requirements') {
    throw new FapiError(403, 'sign_up_cannot_be_updated', `This sign-up is ${status}`)
  }
  checkRoom(box, client)
}

/** The sign-up in the path, if its address waits for the strategy in the form. */
function verifiableSignUp(c: FapiContext) {
  if (ownSignUp(c).signUp.verification?.verified) throw verificationError('verified')
  const own = pendingSignUp(c)
  readStrategy(c, ['email_code', 'email_link'])
  if (!own.signUp.fields.email_address) {
    throw new FapiError(400, 'client_state_invalid', 'This sign-up has no email address to verify')
  }
  return own
}
