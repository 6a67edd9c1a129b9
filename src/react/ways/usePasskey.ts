import { useEffect, useReducer, useState, useSyncExternalStore } from 'react'
import { canAutofill, hasPasskeys, needCredentials } from '../../core/actions/credentials'
import { askForPasskey } from '../../core/actions/passkeys'
import { createSignIn } from '../../core/actions/signIn'
import type { Frontdesk } from '../../core/frontdesk'
import type { Host } from '../../core/host/host'
import { share } from '../../core/host/share'
import type { FrontdeskError } from '../../core/wire/errors'
import type { SignIn } from '../../core/wire/resources/signIn'
import { useFrontdesk } from '../context'
import type { UseSignInReturnType } from '../hooks/useSignIn'
import { never } from '../ownQueries'
import { useShown } from '../useShown'

/** How passkeys are offered. */
export interface UsePasskeyOptions {
  /**
   * Whether the browser offers passkeys, too, where it fills in a field with `autocomplete="username webauthn"`. Begins a
   * sign-in when the component mounts, unless one is under way. Default: false.
   */
  autofill?: boolean | undefined
}

/** Who signs in. */
export interface SignInWithPasskeyParameters {
  /** Offers the passkeys of this user alone. Default: who has begun to sign in, else whoever has one here. */
  identifier?: string | undefined
}

/** Signing in by a passkey. */
export interface PasskeyWay {
  /** Whether this browser has passkeys. False on a server and while hydrating. */
  readonly isSupported: boolean
  /**
   * Shows the browser's dialog, and signs in by the passkey that is chosen. Call it where the user has clicked: some
   * browsers show no dialog else. Called twice at a time it shows one.
   *
   * @throws FrontdeskError `passkey_not_supported`, `passkey_cancelled`, `passkey_wrong_domain`, `passkey_failed`; or
   *   Clerk's, e.g. `passkey_not_registered`, `no_passkeys_found_for_user`.
   */
  readonly signIn: (parameters?: SignInWithPasskeyParameters) => Promise<SignIn>
}

/** How often a passkey may be chosen too late, ten minutes after it was offered. */
const mostOffers = 20

/**
 * Signs in by a passkey, with or without an identifier.
 *
 * @param flow - what `useSignIn()` gives.
 *
 * @example
 * const passkey = usePasskey(useSignIn(), { autofill: true })
 * passkey.isSupported && <button onClick={() => passkey.signIn().catch(show)}>Use a passkey</button>
 */
export function usePasskey(
  flow: UseSignInReturnType,
  { autofill = false }: UsePasskeyOptions = {},
): PasskeyWay {
  const frontdesk = useFrontdesk()
  const { signIn, attemptFirstFactor, _read } = flow
  const isSupported = useSyncExternalStore(
    never,
    () => hasPasskeys(frontdesk._internal),
    () => false,
  )
  // Until the client has come, nobody knows what waits on it.
  const isReady = useShown(({ connection }) => connection.status === 'ready')
  const [own] = useState<Pick<Host, 'flights'>>(() => ({ flights: new Map() }))
  const [dialogs, countDialog] = useReducer((count: number) => count + 1, 0)
  const isOffering = autofill && isSupported && isReady && isFree(signIn)
  useEffect(() => {
    if (!isOffering) return
    const controller = new AbortController()
    const { signal } = controller
    const isWanted = () => !signal.aborted && own.flights.size === 0 && isFree(_read())
    // A dialog that was closed has ended what was offered, and may have used up its question.
    void offer(frontdesk, attemptFirstFactor, signal, isWanted, dialogs > 0 ? undefined : _read)
    return () => controller.abort()
  }, [frontdesk, attemptFirstFactor, _read, own, isOffering, dialogs])
  return {
    isSupported,
    signIn: ({ identifier } = {}) =>
      share(own, `${identifier}`, async () => {
        // Nothing is begun that cannot be ended.
        needCredentials(frontdesk._internal)
        const strategy = 'passkey'
        const known = _read()
        const isWaiting =
          known.status === 'needs_first_factor' && (identifier ?? known.identifier) === known.identifier
        try {
          const begun = isWaiting
            ? await flow.prepareFirstFactor({ strategy })
            : await flow.create({ strategy, identifier })
          return await use(frontdesk, attemptFirstFactor, begun)
        } finally {
          countDialog()
        }
      }),
  }
}

/** Whether nothing is lost where another takes its place: none has begun, or passkeys were offered and none was chosen. */
const isFree = ({ id, status, firstFactorVerification }: SignIn) =>
  status === 'needs_identifier' && (id === null || firstFactorVerification?.strategy === 'passkey')

type Attempt = UseSignInReturnType['attemptFirstFactor']

async function use(
  frontdesk: Frontdesk,
  attempt: Attempt,
  { id, firstFactorVerification }: SignIn,
  offering?: { autofill: true; signal: AbortSignal },
): Promise<SignIn> {
  const publicKeyCredential = await askForPasskey(frontdesk, firstFactorVerification, offering)
  return attempt({ strategy: 'passkey', publicKeyCredential, signInId: id! })
}

/**
 * Offers passkeys until one is chosen. Who chooses none, or cannot be offered any, signs in otherwise.
 *
 * @param read - gives what was offered before, if that may be offered again.
 */
async function offer(
  frontdesk: Frontdesk,
  attempt: Attempt,
  signal: AbortSignal,
  isWanted: () => boolean,
  read?: () => SignIn,
): Promise<void> {
  const { _internal: engine } = frontdesk
  if (!(await canAutofill(engine))) return
  for (let offers = mostOffers; offers-- && isWanted(); read = undefined) {
    try {
      const known = read?.()
      const before = known?.firstFactorVerification
      // Another tab may offer the same: whose attempt is replaced can choose none.
      const isGood = before?.status === 'unverified' && before.expireAt! > engine.ambient.now()
      // Quietly: neither `isPending` nor `error` tells of it.
      const begun = isGood ? known! : await createSignIn(frontdesk, { strategy: 'passkey' })
      return void (await use(frontdesk, attempt, begun, { autofill: true, signal }))
    } catch (error) {
      if ((error as FrontdeskError).code !== 'verification_expired') return
    }
  }
}
