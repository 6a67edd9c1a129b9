import { Hono } from 'hono/tiny'
import { sendOn } from '../handshake/redirect'
import type { FapiContext, FapiEnv } from '../http/env'
import { FapiError } from '../http/errors'
import { currentClient } from '../security/caller'
import { navigation } from '../security/middleware'
import { findLinkedEmail, type LinkedEmail, verifyEmail } from '../state/emails'
import { findLinked, type Linked } from '../state/links'
import { checkUser, setVerification } from '../state/signIns'
import { verificationOf } from '../state/signUps'
import type { SignInRecord, SignUpRecord } from '../state/state'
import { userOf } from '../state/strangers'
import { type Verification, verificationStatus } from '../state/verifications'
import { finishElsewhere } from '../strategies/finishSignUp'
import { complete, goOn } from '../strategies/goOn'
import { checkPending } from '../strategies/ownSignUp'
import { checkReceiver } from '../strategies/sendCode'
import { outdated } from '../strategies/signUpWays'

/**
 * `/v1/verify`: where a link in an e-mail leads. It is good once, for whoever has it, in whatever browser; that goes
 * on at the app, which the address says what came of it. Who began waits elsewhere, and sees it there.
 */
export const verifyRoutes = new Hono<FapiEnv>().get('/v1/verify', navigation, (c) => {
  const box = c.get('box')
  const token = c.get('query').get('token')
  const linked = findLinked(box, token)
  const address = findLinkedEmail(box, token)
  const verification = (linked ?? address)?.verification
  if (!verification) {
    const message = 'This link is not good any more, or never was. Ask for another one.'
    throw new FapiError(400, 'verification_link_token_invalid', message)
  }
  // Mail programs look whether a link leads somewhere.
  if (c.req.method === 'HEAD') return c.body(null)
  const url = new URL(verification.redirectUrl!)
  url.searchParams.set('__clerk_status', linked ? follow(c, linked) : followToAddress(c, address!))
  const createdSessionId = linked?.attempt.createdSessionId
  if (createdSessionId) url.searchParams.set('__clerk_created_session', createdSessionId)
  return sendOn(c, url, 303)
})

/** Verifies what the link was for, and gives what is said of it in `__clerk_status`. */
function follow(c: FapiContext, linked: Linked): string {
  if (linked.attempt.abandonAt <= c.get('box').clock.now()) return 'expired'
  return prove(c, linked.verification, linked.client.id, () =>
    linked.kind === 'sign-in' ? followSignIn(c, linked) : followSignUp(c, linked),
  )
}

/** The same of an address that a user is to have besides. */
function followToAddress(c: FapiContext, { user, email, verification }: LinkedEmail): string {
  return prove(c, verification, email.clientId, () => {
    verifyEmail(c.get('box'), user, email)
    verification.verified = true
    user.updatedAt = c.get('box').clock.now()
  })
}

function prove(
  c: FapiContext,
  verification: Verification,
  clientId: string | undefined,
  act: () => void,
): string {
  const box = c.get('box')
  const status = verificationStatus(box, verification)
  if (status !== 'unverified') return status === 'verified' ? 'failed' : status
  const follower = currentClient(c)
  if (box.options.sameClientLinks && follower?.id !== clientId) return 'client_mismatch'
  try {
    act()
  } catch (error) {
    if (!(error instanceof FapiError)) throw error
    return verification.isTransferable ? 'transferable' : 'failed'
  }
  verification.verifiedAtClient = follower?.id
  return 'verified'
}

/** @throws FapiError where it does not wait for that any more, or its user may not sign in */
function followSignIn(
  c: FapiContext,
  { client, attempt: signIn, verification }: Linked & { attempt: SignInRecord },
) {
  const box = c.get('box')
  const user = userOf(box, signIn)!
  const isSecond = verification === signIn.secondVerification
  const { status } = signIn
  if (status !== 'needs_first_factor' && !(isSecond && status === 'needs_client_trust')) {
    throw new FapiError(400, 'client_state_invalid', `This sign-in is at ${status}`)
  }
  checkUser(box, client, user)
  checkReceiver(user, verification)
  verification.verified = true
  if (isSecond) complete(c, client, signIn, user)
  else {
    setVerification(signIn, verification)
    goOn(c, client, signIn, user)
  }
  signIn.isKept = signIn.createdSessionId !== null
}

/** @throws FapiError where it is over, or has another address by now */
function followSignUp(
  c: FapiContext,
  { client, attempt: signUp, verification }: Linked & { attempt: SignUpRecord },
) {
  checkPending(c.get('box'), { client, signUp })
  if (verification !== verificationOf(signUp, 'email_address')) throw outdated()
  verification.verified = true
  finishElsewhere(c, client, signUp)
}
