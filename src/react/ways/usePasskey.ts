import { useEffect, useState, useSyncExternalStore } from 'react'
import { canAutofill, hasPasskeys, needCredentials } from '../../core/actions/credentials'
import { askForPasskey } from '../../core/actions/passkeys'
import { createSignIn } from '../../core/actions/signIn'
import type { Frontdesk } from '../../core/frontdesk'
import type { FrontdeskError } from '../../core/wire/errors'
import type { SignIn } from '../../core/wire/resources/signIn'
import { useFrontdesk } from '../context'
import type { UseSignInReturnType } from '../hooks/useSignIn'
import { never } from '../ownQueries'

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
   * browsers show no dialog else.
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
  const { signIn, attemptFirstFactor } = flow
  const isSupported = useSyncExternalStore(
    never,
    () => hasPasskeys(frontdesk._internal),
    () => false,
  )
  const [offered] = useState<{ id?: string | null }>({})
  const [dialogs, setDialogs] = useState(0)
  const isFree = signIn.status === 'needs_identifier' && (signIn.id === null || signIn.id === offered.id)
  const isOffering = autofill && isSupported && isFree
  // biome-ignore lint/correctness/useExhaustiveDependencies: a dialog that was closed has ended what was offered.
  useEffect(() => {
    if (!isOffering) return
    const controller = new AbortController()
    void offer(frontdesk, attemptFirstFactor, offered, controller.signal)
    return () => controller.abort()
  }, [frontdesk, attemptFirstFactor, offered, isOffering, dialogs])
  return {
    isSupported,
    async signIn({ identifier } = {}) {
      // Nothing is begun that cannot be ended.
      needCredentials(frontdesk._internal)
      const strategy = 'passkey'
      const isWaiting =
        signIn.status === 'needs_first_factor' && (identifier ?? signIn.identifier) === signIn.identifier
      const begun = isWaiting
        ? await flow.prepareFirstFactor({ strategy })
        : await flow.create({ strategy, identifier })
      if (begun.status === 'needs_identifier') offered.id = begun.id
      try {
        return await use(frontdesk, attemptFirstFactor, begun)
      } finally {
        setDialogs(dialogs + 1)
      }
    },
  }
}

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

/** Offers passkeys until one is chosen. Who chooses none, or cannot be offered any, signs in otherwise. */
async function offer(
  frontdesk: Frontdesk,
  attempt: Attempt,
  offered: { id?: string | null },
  signal: AbortSignal,
): Promise<void> {
  const isWanted = (await canAutofill(frontdesk._internal)) && !signal.aborted
  for (let offers = isWanted ? mostOffers : 0; offers > 0; offers--) {
    try {
      // Quietly: neither `isPending` nor `error` tells of it.
      const begun = await createSignIn(frontdesk, { strategy: 'passkey' })
      offered.id = begun.id
      await use(frontdesk, attempt, begun, { autofill: true, signal })
      return
    } catch (error) {
      if ((error as FrontdeskError).code !== 'verification_expired') return
    }
  }
}
