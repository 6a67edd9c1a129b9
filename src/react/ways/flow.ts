import type { SignUpFields } from '../../core/actions/signUp'
import { FrontdeskError } from '../../core/wire/errors'
import type { SignIn } from '../../core/wire/resources/signIn'
import type { SignUp } from '../../core/wire/resources/signUp'
import type { Verification } from '../../core/wire/resources/verification'
import type { UseSignInReturnType } from '../hooks/useSignIn'
import type { UseSignUpReturnType } from '../hooks/useSignUp'

/** What `useSignIn()` or `useSignUp()` gives. */
export type Flow = UseSignInReturnType | UseSignUpReturnType

/** What the first `send()` takes: who it is, or what a new user says. */
export type SendParameters<F extends Flow> = F extends UseSignInReturnType
  ? {
      /** Who signs in; default: who has begun to. */
      identifier?: string | undefined
    }
  : SignUpFields

type Fields = Readonly<Record<string, unknown>>
type Step = (parameters: Fields) => Promise<SignIn | SignUp>

/** Where something is sent to be verified, or would be. */
export interface Target {
  readonly strategy: string
  /** The address or number, masked unless it is what the user typed. */
  readonly safeIdentifier: string | null
  readonly verification: Verification | null
  readonly prepare: (fields: Fields) => Promise<SignIn | SignUp>
  readonly attempt: (fields: Fields) => Promise<SignIn | SignUp>
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
function pickFactor(signIn: SignIn, strategies: readonly string[]): AnyFactor | undefined {
  const all: readonly AnyFactor[] = isSecond(signIn)
    ? signIn.supportedSecondFactors
    : signIn.supportedFirstFactors
  const factors = all.filter(({ strategy }) => strategies.includes(strategy))
  return (
    factors.find(({ safeIdentifier }) => safeIdentifier === signIn.identifier) ??
    factors.find(({ primary }) => primary) ??
    factors[0]
  )
}

/** @param attempt - what the last step gave, where that is not rendered yet. */
export function findTarget(
  flow: Flow,
  strategies: readonly [string, ...string[]],
  attempt?: SignIn | SignUp,
): Target | undefined {
  if ('signUp' in flow) {
    const signUp = (attempt ?? flow.signUp) as SignUp
    const [strategy] = strategies
    const field = strategy.startsWith('phone') ? 'phoneNumber' : 'emailAddress'
    const verification = signUp.verifications[field]
    if (!signUp[field]) return undefined
    return {
      strategy,
      safeIdentifier: signUp[field],
      verification: verification?.nextAction === 'needs_prepare' ? null : verification,
      prepare: flow.prepareVerification as Step,
      attempt: flow.attemptVerification as Step,
    }
  }
  const signIn = (attempt ?? flow.signIn) as SignIn
  const factor = pickFactor(signIn, strategies)
  if (!factor) return undefined
  const { strategy, safeIdentifier = null, emailAddressId, phoneNumberId } = factor
  const isNext = isSecond(signIn)
  const prepare = (isNext ? flow.prepareSecondFactor : flow.prepareFirstFactor) as Step
  return {
    strategy,
    safeIdentifier,
    verification: isNext ? signIn.secondFactorVerification : signIn.firstFactorVerification,
    prepare: (fields) => prepare({ emailAddressId, phoneNumberId, ...fields }),
    attempt: (isNext ? flow.attemptSecondFactor : flow.attemptFirstFactor) as Step,
  }
}

export const factorNotFound = (strategies: readonly string[]) =>
  new FrontdeskError('factor_not_found', { about: strategies.join(', ') })

/** Sends something to be verified; begins the attempt where there is none, or another is meant. */
export async function sendFor(
  flow: Flow,
  strategies: readonly [string, ...string[]],
  given: Fields,
  extra: Fields,
): Promise<SignIn | SignUp> {
  const [strategy] = strategies
  const sent = { strategy, ...extra }
  const create = flow.create as Step
  if ('signUp' in flow) {
    const { id, status } = flow.signUp
    if (id === null || status !== 'missing_requirements') return create({ ...given, ...sent })
    if (Object.keys(given).length > 0) return (flow.update as Step)({ ...given, ...sent })
  }
  let attempt: SignIn | SignUp | undefined
  if ('signIn' in flow && given.identifier !== undefined) {
    // The first step sends at once where it is known what.
    if (strategies.length === 1) return create({ ...given, ...sent })
    attempt = await create(given)
  }
  const target = findTarget(flow, strategies, attempt)
  if (!target) throw factorNotFound(strategies)
  return target.prepare({ strategy: target.strategy, ...extra })
}
