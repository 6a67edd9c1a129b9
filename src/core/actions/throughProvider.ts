import type { Engine } from '../engine/engine'
import type { Frontdesk } from '../frontdesk'
import { type Host, storageKey } from '../host/host'
import { orElse } from '../host/orElse'
import type { Page } from '../host/page'
import { perHandle } from '../host/perHandle'
import { share } from '../host/share'
import { createStoredValue } from '../host/storedValue'
import { type FrontdeskError, malformed } from '../wire/errors'
import type { Registered } from '../wire/register'
import { signUps } from '../wire/resources/signUp'
import type { Verification } from '../wire/resources/verification'
import { forgottenIn } from './forgotten'
import { createSignIn, prepareFirstFactor } from './signIn'
import { createSignUp, updateSignUp } from './signUp'

/** Which provider, and what it is to know. */
export interface ThroughProviderParameters {
  /** E.g. `oauth_google`. `enterprise_sso` wants an `identifier`, or an `enterpriseConnectionId`. */
  strategy: `oauth_${string}` | 'enterprise_sso'
  /** An email address. In a sign-up, the new user's. */
  identifier?: string | undefined
  enterpriseConnectionId?: string | undefined
  oidcPrompt?: string | undefined
  oidcLoginHint?: string | undefined
}

/** What a sign-up may say beside it. */
export interface SignUpThroughProviderParameters extends ThroughProviderParameters {
  /** Consent to the terms, where the instance asks for it. */
  legalAccepted?: boolean | undefined
  /** Becomes the user's. Keys are unchanged. */
  unsafeMetadata?: Registered<'unsafeMetadata', Record<string, unknown>> | undefined
  /**
   * Whether to go on with the sign-up under way: with `true` what it holds becomes the new user's. Default: only where it
   * misses `enterpriseSso`, and that is the strategy.
   */
  continueSignUp?: boolean | undefined
}

/** Absolute URLs, as the Frontend API takes them. */
interface WaysBack {
  readonly redirectUrl: string
  readonly actionCompleteRedirectUrl: string
  readonly allowedOrigins?: readonly string[] | undefined
}

/** Where to come back to: `complete` where nothing is left to do. */
interface Targets {
  readonly url: URL
  readonly complete: URL
  readonly allowedOrigins?: readonly string[] | undefined
}

/** An attempt, and what its provider is to verify. */
interface Started {
  readonly id: string | null
  readonly verification: Verification | null
}

/** How a sign-in or a sign-up through a provider begins. */
export interface Beginning<Parameters extends ThroughProviderParameters> {
  /** Where such attempts are. */
  readonly path: string
  /** Where the answer names the provider's page. */
  readonly place: string
  start(frontdesk: Frontdesk, parameters: Parameters, back: WaysBack): Promise<Started>
}

export const signIn: Beginning<ThroughProviderParameters> = {
  path: '/client/sign_ins',
  place: 'sign-in.firstFactorVerification',
  async start(frontdesk, { strategy, identifier, enterpriseConnectionId, oidcPrompt, oidcLoginHint }, back) {
    const given = { strategy, identifier, enterpriseConnectionId, oidcPrompt, oidcLoginHint }
    let attempt = await createSignIn(frontdesk, { ...given, ...back })
    // A domain of an enterprise may only be found here, and is led to in a second step.
    if (strategy === 'enterprise_sso' && !attempt.firstFactorVerification?.externalVerificationRedirectUrl)
      attempt = await prepareFirstFactor(frontdesk, {
        ...{ signInId: attempt.id, strategy, enterpriseConnectionId },
        ...back,
      })
    return { id: attempt.id, verification: attempt.firstFactorVerification }
  },
}

export const signUp: Beginning<SignUpThroughProviderParameters> = {
  path: '/client/sign_ups',
  place: 'sign-up.verifications.externalAccount',
  async start(frontdesk, { identifier: emailAddress, continueSignUp, ...parameters }, back) {
    const given = { ...parameters, ...back, emailAddress }
    const create = () => createSignUp(frontdesk, given)
    const signUpId = underWay(frontdesk._internal, parameters.strategy, continueSignUp)
    const { id, verifications } = await (signUpId
      ? updateSignUp(frontdesk, { signUpId, ...given }).catch((error: FrontdeskError) => {
          // It may be gone, or taken up by somebody else since.
          if (continueSignUp || !/40[34]/.test(`${error.status}`)) throw error
          return create()
        })
      : create())
    return { id, verification: verifications.externalAccount }
  },
}

/** The sign-up to go on with. Nobody else's that was left half done becomes who signs up now. */
function underWay(engine: Engine, strategy: string, isWanted: boolean | undefined): string | null {
  // One that makes no sense keeps nobody from signing up.
  const { id, status, missingFields } = orElse(
    () => signUps.read(engine.client?.signUp, 'signUp'),
    signUps.none,
  )
  const isDue = isWanted || (strategy === 'enterprise_sso' && missingFields.includes('enterpriseSso'))
  return isDue && status === 'missing_requirements' && !forgottenIn(engine).read().includes(`${id}`)
    ? id
    : null
}

const createLeft = (host: Host) => createStoredValue(host.ambient.tabStorage, storageKey(host, 'left'))

/** The attempt that this tab has left for a provider with last, or what has become of it. */
export const leftWith = (host: Host) => perHandle(host, createLeft)

/** A popup that is open. */
interface OpenPopup {
  focus(): void
  /** Closes it. @returns once what it has begun is over. */
  end(): Promise<unknown>
}

/** The popup of each page, whichever root has opened it. */
export const openPopups = new WeakMap<Page, OpenPopup>()

/**
 * Begins, and goes to the provider. While that is under way all calls share it, whatever they name: another attempt would
 * take the place of the one that the browser is already leaving with.
 *
 * @param go - goes to the `url`.
 */
export const goThrough = <Parameters extends ThroughProviderParameters, Result>(
  frontdesk: Frontdesk,
  { path, place, start }: Beginning<Parameters>,
  parameters: Parameters,
  { url, complete, allowedOrigins }: Targets,
  go: (url: string, path: string) => Promise<Result>,
): Promise<Result> => {
  const { _internal: engine } = frontdesk
  const { scheme } = engine
  return share(engine.page, 'left', async () => {
    // In development the page that comes back must know its browser.
    if (scheme.needsPage)
      await scheme.authorize(engine, { url, headers: new Headers(), credentials: 'include' })
    const { id, verification } = await start(frontdesk, parameters, {
      redirectUrl: url.href,
      actionCompleteRedirectUrl: complete.href,
      allowedOrigins,
    })
    const to = orElse(() => new URL(verification!.externalVerificationRedirectUrl!))
    if (verification?.status !== 'unverified' || !to || !/^https?:$/.test(to.protocol))
      throw malformed(`${place}.externalVerificationRedirectUrl`)
    leftWith(engine).write(id!)
    return go(to.href, `${path}/${encodeURIComponent(id!)}`)
  })
}
