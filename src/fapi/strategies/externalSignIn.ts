import type { Box } from '../box'
import type { FapiContext } from '../http/env'
import { FapiError } from '../http/errors'
import { currentClient, ensureClient, requireClient } from '../security/caller'
import { connectionsOf } from '../state/connections'
import { linkAccount } from '../state/externalAccounts'
import { deleteSignUp } from '../state/leftovers'
import { namesakeOf, ownerOf } from '../state/owners'
import { checkRoom, checkUser, setVerification, startSignIn } from '../state/signIns'
import { openSignUp } from '../state/signUps'
import type { ClientRecord, SignInRecord } from '../state/state'
import { emailsOf, findUser } from '../state/users'
import { startVerification, type Verification } from '../state/verifications'
import { dropLeftovers, nothingToTransfer, readExternal } from './external'
import { goOn } from './goOn'
import { checkMode } from './signUpForm'
import { answerSignIn, ownSignIn } from './steps'

/** Begins a sign-in that leads through another provider. */
export async function startExternal(c: FapiContext): Promise<Response> {
  const box = c.get('box')
  const strategy = c.get('form').get('strategy')!
  const identifier = c.get('form').get('identifier')?.trim() || undefined
  checkRoom(box, currentClient(c))
  const begin = readExternal(c, strategy, identifier)
  return answer(c, identifier, strategy === 'enterprise_sso', begin)
}

/** Begins a sign-in of who has an address of an enterprise, known here or not: only its own way leads on. */
export async function startClaimed(c: FapiContext): Promise<Response> {
  checkRoom(c.get('box'), currentClient(c))
  return answer(c, c.get('form').get('identifier')!.trim(), true)
}

function answer(
  c: FapiContext,
  identifier: string | undefined,
  isEnterprise: boolean,
  begin?: () => Verification,
) {
  const box = c.get('box')
  const user = isEnterprise && identifier ? findUser(box.state.users, identifier) : undefined
  if (user) checkUser(box, currentClient(c), user)
  const client = ensureClient(c)
  if (begin) dropLeftovers(c, client, 'sign-up')
  const locale = c.get('form').get('locale') || undefined
  const signIn = startSignIn(box, client, user, { identifier, locale, verification: begin?.() })
  if (isEnterprise) signIn.status = 'needs_first_factor'
  return answerSignIn(c, signIn)
}

/** Lets a sign-in that has begun go on by way of another provider. */
export async function prepareExternal(c: FapiContext): Promise<Response> {
  const box = c.get('box')
  const client = requireClient(c)
  const signIn = ownSignIn(c, client)
  checkOpen(signIn)
  checkRoom(box, client)
  const begin = readExternal(c, c.get('form').get('strategy')!, addressOf(box, signIn))
  dropLeftovers(c, client, 'sign-up')
  setVerification(signIn, begin())
  return answerSignIn(c, signIn)
}

/** What was typed; an address of an enterprise that the user has besides, where that was none. */
function addressOf(box: Box, { identifier, userId }: SignInRecord): string | null {
  const user = box.state.users.get(userId ?? '')
  if (!user || connectionsOf(box.options, identifier).length > 0) return identifier
  const others = emailsOf(user).map(({ emailAddress }) => emailAddress)
  return others.find((address) => connectionsOf(box.options, address).length > 0) ?? identifier
}

/** Signs in who a sign-up has found to be a user already. */
export async function transferToSignIn(c: FapiContext): Promise<Response> {
  const box = c.get('box')
  const client = currentClient(c)
  const external = client && openSignUp(box, client)?.external
  const account = external?.isTransferable ? external.account : undefined
  const user = account && (ownerOf(box, account) ?? namesakeOf(box, account))
  if (!client || !account || !user) throw nothingToTransfer()
  checkUser(box, client, user)
  const verification = { ...startVerification(external!.strategy), account, expireAt: external!.expireAt }
  deleteSignUp(box, client)
  const signIn = startSignIn(box, client, undefined, { verification })
  enter(c, client, signIn, verification)
  return answerSignIn(c, signIn)
}

/** Takes over who came back from a provider. @throws FapiError */
export function arriveSignIn(
  c: FapiContext,
  client: ClientRecord,
  signIn: SignInRecord,
  verification: Verification,
): void {
  checkOpen(signIn)
  setVerification(signIn, verification)
  enter(c, client, signIn, verification)
  signIn.isKept = signIn.createdSessionId !== null
}

function checkOpen({ status }: SignInRecord): void {
  if (status === 'needs_identifier' || status === 'needs_first_factor') return
  throw new FapiError(400, 'client_state_invalid', `This sign-in is at ${status}`)
}

/**
 * Signs in whose account was found. Who has the same address here is the same person if the provider vouches for it;
 * else they have to prove that here, and the account is theirs then.
 */
function enter(c: FapiContext, client: ClientRecord, signIn: SignInRecord, verification: Verification): void {
  const box = c.get('box')
  const account = verification.account!
  const owner = ownerOf(box, account)
  const user = owner ?? namesakeOf(box, account)
  if (!user) {
    checkMode(box)
    verification.isTransferable = true
    throw new FapiError(422, 'external_account_not_found', 'Invalid external account', {
      longMessage: 'The External Account was not found.',
    })
  }
  checkUser(box, client, user)
  signIn.account = undefined
  if (signIn.userId !== user.id) {
    const { id: userId, identifier } = user
    // What was begun for another user proves nothing of this one.
    Object.assign(signIn, {
      userId,
      identifier,
      otherVerifications: undefined,
      secondVerification: undefined,
    })
  }
  if (!owner && !account.isVerified) {
    signIn.status = 'needs_first_factor'
    signIn.verification = undefined
    signIn.account = account
    return
  }
  linkAccount(box, user, account)
  verification.verified = true
  goOn(c, client, signIn, user)
}
