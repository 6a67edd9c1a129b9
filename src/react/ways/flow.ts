import type { SignUpFields } from '../../core/actions/signUp'
import { FrontdeskError } from '../../core/wire/errors'
import type { SignIn } from '../../core/wire/resources/signIn'
import type { SignUp } from '../../core/wire/resources/signUp'
import type { Verification } from '../../core/wire/resources/verification'
import type { UseSignInReturnType } from '../hooks/useSignIn'
import type { UseSignUpReturnType } from '../hooks/useSignUp'

/** What `useSignIn()` or `useSignUp()` gives. */
export type Flow = UseSignInReturnType | UseSignUpReturnType

/** A sign-in or a sign-up. */
export type AttemptOf<F extends Flow> = F extends UseSignInReturnType ? SignIn : SignUp

/** What the first `send()` takes: who it is, or what a new user says. */
export type SendParameters<F extends Flow> = F extends UseSignInReturnType
  ? {
      /** Who signs in; default: who has begun to. */
      identifier?: string | undefined
      /** Sends it to who is no user yet, too: `sign_up_if_missing_transfer` says so once it is proved. */
      signUpIfMissing?: boolean | undefined
    }
  : SignUpFields

export type Fields = Readonly<Record<string, unknown>>
type Step = (parameters: Fields) => Promise<SignIn | SignUp>

/** What is sent to be verified. */
export interface Sent {
  /** The first that there is counts. */
  readonly strategies: readonly [string, ...string[]]
  /** Whether it is a second proof, and never a first one. */
  readonly isSecond?: boolean | undefined
}

/** Where it is sent to, or would be. */
export interface Target {
  readonly strategy: string
  /** The address or number, masked unless it is what the user typed. */
  readonly safeIdentifier: string | null
  /** Undefined and `null` if nothing was sent by this strategy. */
  readonly verification: Verification | null | undefined
  readonly prepare: Step
  readonly attempt: Step
}

/** Whether a second proof is due. */
export const isSecond = ({ status }: SignIn): boolean =>
  status === 'needs_second_factor' || status === 'needs_client_trust'

interface AnyFactor {
  readonly strategy: string
  readonly safeIdentifier?: string
  readonly primary?: boolean
  readonly emailAddressId?: string
  readonly phoneNumberId?: string
}

/** The factor of what the user typed, else the primary one, else the first. */
function pickFactor(all: readonly AnyFactor[], strategy: string, typed: string | null) {
  const factors = all.filter((factor) => factor.strategy === strategy)
  return (
    factors.find(({ safeIdentifier }) => safeIdentifier === typed) ??
    factors.find(({ primary }) => primary) ??
    factors[0]
  )
}

/** What a sign-up knows that is verified by the strategy. */
const fieldOf = (strategy: string) => (strategy.startsWith('phone') ? 'phoneNumber' : 'emailAddress')

/** @param attempt - what is rendered, or what is known in a handler, which may have taken steps since. */
export function findTarget(
  flow: Flow,
  { strategies, ...sent }: Sent,
  attempt: SignIn | SignUp,
): Target | undefined {
  if ('signUp' in flow) {
    const [strategy] = strategies
    const field = fieldOf(strategy)
    const { [field]: safeIdentifier, verifications } = attempt as SignUp
    const verification = verifications[field]
    return safeIdentifier
      ? {
          strategy,
          safeIdentifier,
          verification: verification?.nextAction === 'needs_prepare' ? null : begun(verification, strategy),
          prepare: flow.prepareVerification as Step,
          attempt: flow.attemptVerification as Step,
        }
      : undefined
  }
  const signIn = attempt as SignIn
  const isNext = isSecond(signIn)
  if (sent.isSecond && !isNext) return undefined
  const factors = isNext ? signIn.supportedSecondFactors : signIn.supportedFirstFactors
  const factor = strategies
    .map((strategy) => pickFactor(factors, strategy, signIn.identifier))
    .find((found) => found)
  if (!factor) return undefined
  const { strategy, safeIdentifier = null, emailAddressId, phoneNumberId } = factor
  const prepare = (isNext ? flow.prepareSecondFactor : flow.prepareFirstFactor) as Step
  return {
    strategy,
    safeIdentifier,
    verification: begun(isNext ? signIn.secondFactorVerification : signIn.firstFactorVerification, strategy),
    prepare: (fields) => prepare({ emailAddressId, phoneNumberId, ...fields }),
    attempt: (isNext ? flow.attemptSecondFactor : flow.attemptFirstFactor) as Step,
  }
}

/** The verification, if it is one of what was sent. */
const begun = (verification: Verification | null, strategy: string) =>
  verification?.strategy === strategy ? verification : undefined

export const factorNotFound = ({ strategies }: Sent) =>
  new FrontdeskError('factor_not_found', { about: strategies.join(', ') })

/** Whether somebody else is meant than who has begun. */
export const isOther = (flow: Flow, { strategies: [strategy] }: Sent, given: Fields): boolean => {
  const name = 'signUp' in flow ? fieldOf(strategy) : 'identifier'
  const known = flow._read() as unknown as Fields
  return given[name] !== undefined && plain(given[name]) !== plain(known[name])
}

/** An address or a number, however it was typed. */
const plain = (typed: unknown) =>
  `${typed}`
    .trim()
    .toLowerCase()
    .replace(/^\+.*/, (number) => number.replace(/[\s().-]/g, ''))

/** Sends something to be verified; begins the attempt where there is none, or another is meant. */
export async function sendFor(
  flow: Flow,
  sent: Sent,
  given: Fields,
  extra: Fields,
): Promise<SignIn | SignUp> {
  const { id, status } = flow._read()
  if (Object.keys(given).length > 0) {
    // Of two ways one is for addresses. The first step sends at once, so that one that is refused changes nothing.
    const { 0: strategy, length, [length - 1]: other } = sent.strategies
    const all = { ...given, strategy: /@/.test(`${given.identifier}`) ? strategy : other, ...extra }
    const isUpdate = 'signUp' in flow && id !== null && status === 'missing_requirements'
    return ((isUpdate ? flow.update : flow.create) as Step)(all)
  }
  const target = findTarget(flow, sent, flow._read())
  if (!target) throw factorNotFound(sent)
  return target.prepare({ strategy: target.strategy, ...extra })
}
