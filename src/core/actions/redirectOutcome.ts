import type { Frontdesk } from '../frontdesk'
import { type Host, storageKey } from '../host/host'
import { perHandle } from '../host/perHandle'
import { createStoredValue } from '../host/storedValue'
import { type FapiErrorDetail, FrontdeskError, isFrontdeskError } from '../wire/errors'
import type { Registered } from '../wire/register'
import type { Attempt, Kind } from '../wire/resources/attempt'
import { isUsable } from '../wire/resources/session'
import { type SignIn, signIns } from '../wire/resources/signIn'
import { type SignUp, signUps } from '../wire/resources/signUp'
import type { Verification } from '../wire/resources/verification'
import { bag, optional, record, string } from '../wire/shape'
import { setActive } from './setActive'
import { createSignIn } from './signIn'
import { createSignUp } from './signUp'
import { leftWith } from './throughProvider'

/** What a way through a provider has come to. */
export type RedirectOutcome =
  /** The session is this tab's. It may be pending, see `useSessionTasks()`. */
  | { readonly status: 'signed-in'; readonly sessionId: string }
  /** More is to be proved, or a new password to be set: `signIn.status` says what. */
  | { readonly status: 'continue-sign-in'; readonly signIn: SignIn }
  /** More is to be said or verified: `signUp.missingFields` and `unverifiedFields`. */
  | { readonly status: 'continue-sign-up'; readonly signUp: SignUp }
  /** It came to nothing. `error.code` is the Frontend API's, or `redirect_unfinished`. */
  | { readonly status: 'refused'; readonly error: FrontdeskError }
  /** This page was not reached from a provider: nobody has left for one, or what came of it was taken before. */
  | { readonly status: 'none' }

/** What a new user is to have, where a sign-in turns out to be a sign-up. */
export interface RedirectOutcomeParameters {
  /** Becomes the user's. Keys are unchanged. */
  unsafeMetadata?: Registered<'unsafeMetadata', Record<string, unknown>> | undefined
}

/** Ids of attempts whose session a tab has taken over: a reload, or a look from the history, does not do so again. */
const createTaken = (host: Host) =>
  createStoredValue(host.ambient.originStorage, storageKey(host, 'came-back'))

/** Looks at the client's attempts, in Clerk's order, and takes the step that is due. */
export async function redirectOutcome(
  frontdesk: Frontdesk,
  parameters: RedirectOutcomeParameters,
  looksAgain = true,
): Promise<RedirectOutcome> {
  try {
    return await look(frontdesk, parameters)
  } catch (error) {
    if (!isFrontdeskError(error)) throw error
    // Without locks, another tab may have taken that step meanwhile.
    if (!looksAgain || !isFrontdeskError(error, 'account_transfer_invalid'))
      return { status: 'refused', error }
    await frontdesk._internal.loader.reload().catch(() => {})
    return redirectOutcome(frontdesk, parameters, false)
  }
}

async function look(
  frontdesk: Frontdesk,
  { unsafeMetadata }: RedirectOutcomeParameters,
): Promise<RedirectOutcome> {
  const { _internal: engine } = frontdesk
  const { client } = engine
  const taken = perHandle(engine, createTaken)
  const left = leftWith(engine)
  const own = left.read()
  /** Where it is not known what this tab has left with, another one may have: who is shown stays. */
  const stays = !own && engine.shown.session.sessionId

  /** What was taken over is none, and so is what this tab has not left with, where it is known what it has. */
  const attempt = <A extends Attempt>({ name, none, read }: Kind<A>): A => {
    const given = client?.[name]
    const isNone = !given || taken.read().includes(given.id) || (own && given.id !== own)
    return isNone ? none : read(given, name)
  }
  const signIn = attempt(signIns)
  const signUp = attempt(signUps)
  const verification = signIn.firstFactorVerification
  const account = signUp.verifications.externalAccount
  const fault = readFault(verification?.error, '')
  const accountFault = readFault(account?.error, '')

  const hasSession = (id: unknown) =>
    client?.sessions.some((session) => session.id === id && isUsable(session))
  const enter = async ({ id }: Attempt, sessionId: string): Promise<RedirectOutcome> => {
    if (stays) return { status: 'signed-in', sessionId: stays }
    // What rides along with a transfer has chosen it already.
    if (engine.shown.session.sessionId !== sessionId) await setActive(frontdesk, { sessionId })
    taken.write(`${taken.read()} ${id}`.slice(-99))
    return { status: 'signed-in', sessionId }
  }
  const moved = async <A extends Attempt>(transfer: Promise<A>): Promise<A> => {
    const attempt = await transfer
    left.write(attempt.id!)
    return attempt
  }
  const goOnSigningIn = (signIn: SignIn) =>
    signIn.status === 'complete'
      ? enter(signIn, signIn.createdSessionId)
      : ({ status: 'continue-sign-in', signIn } as const)
  const goOnSigningUp = (signUp: SignUp) =>
    signUp.status === 'complete'
      ? enter(signUp, signUp.createdSessionId)
      : ({ status: 'continue-sign-up', signUp } as const)

  if (signIn.status === 'complete' && hasSession(signIn.createdSessionId)) return goOnSigningIn(signIn)
  if (signIn.status === 'needs_protect_check') return goOnSigningIn(signIn)
  if (signUp.missingFields.includes('protectCheck')) return goOnSigningUp(signUp)
  /** Whose account is signed in here already goes on with that. */
  const enterKnown = (attempt: Attempt, found: FapiErrorDetail | undefined) =>
    found?.code === 'identifier_already_signed_in' &&
    hasSession(found.meta.sessionId) &&
    enter(attempt, found.meta.sessionId as string)
  if (account?.status === 'transferable' && accountFault?.code === 'external_account_exists')
    return stays
      ? enter(signUp, stays)
      : moved(createSignIn(frontdesk, { transfer: true })).then(
          goOnSigningIn,
          (error: FrontdeskError) => enterKnown(signUp, error.errors?.[0]) || Promise.reject(error),
        )
  for (const found of [accountFault, fault]) if (found?.code === 'user_locked') return refused(found)
  const { supportedFirstFactors } = signIn
  const isLedAway =
    supportedFirstFactors.length > 0 &&
    supportedFirstFactors.every(({ strategy }) => strategy === 'enterprise_sso')
  if (signIn.status === 'needs_first_factor' && !isLedAway) return goOnSigningIn(signIn)
  if (signIn.status === 'needs_new_password') return goOnSigningIn(signIn)
  if (verification?.status === 'transferable')
    return stays
      ? enter(signIn, stays)
      : goOnSigningUp(await moved(createSignUp(frontdesk, { transfer: true, unsafeMetadata })))
  if (signUp.status === 'complete' && hasSession(signUp.createdSessionId)) return goOnSigningUp(signUp)
  if (/^needs_(second_factor|client_trust)$/.test(signIn.status)) return goOnSigningIn(signIn)
  const known = enterKnown(signUp, accountFault) || enterKnown(signIn, fault)
  if (known) return known
  if (accountFault) return refused(accountFault)
  if (account?.status === 'verified' && signUp.status === 'missing_requirements') return goOnSigningUp(signUp)
  const { status, sessionId } = frontdesk.state.session
  // Where nothing is under way, another tab has finished it, or this one before a reload.
  const isOver = !signIn.id && !signUp.id
  if (status === 'pending' || (status === 'signed-in' && isOver)) return { status: 'signed-in', sessionId }
  if (fault) return refused(fault)
  const isLeft = own ? !taken.read().includes(own) : [verification, account].some(isThrough)
  if (!isLeft) return { status: 'none' }
  throw new FrontdeskError('redirect_unfinished')
}

/** Whether it leads through another site. */
const isThrough = (verification: Verification | null) =>
  /^(oauth_|enterprise_sso)/.test(verification?.strategy ?? '')

/** What a verification says of why it failed, if that can be read. */
const readFault = optional(
  record<FapiErrorDetail>({
    code: string,
    message: optional(string, ''),
    longMessage: optional(string, ''),
    meta: optional(bag, {}),
  }),
  undefined,
)

const refused = (detail: FapiErrorDetail): RedirectOutcome => ({
  status: 'refused',
  error: new FrontdeskError(detail.code, {
    errors: [detail],
    message: detail.longMessage || detail.message,
  }),
})
