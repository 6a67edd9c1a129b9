import { useCallback, useEffect, useState } from 'react'
import type { RedirectOutcome } from '../core/actions/redirectOutcome'
import type { Frontdesk } from '../core/frontdesk'
import type { signInWithPopupMutationOptions } from '../core/query/popups'
import type { FrontdeskError } from '../core/wire/errors'
import { useFrontdesk } from './context'
import { type ActionOptions, useAction } from './useAction'

/** A way through a provider in a window of its own. */
export interface PopupWay<Parameters> {
  /** Opens the window. Call it in the click itself, before any `await`. It is closed when the component goes. */
  open: (parameters: Parameters) => Promise<RedirectOutcome>
  /** What it has come to; undefined until that is known. */
  outcome: RedirectOutcome | undefined
  /** Whether the window is open. */
  isPending: boolean
  /** Why it could not begin, e.g. `popup_blocked`. What a provider refuses is an `outcome`. */
  error: FrontdeskError | null
  /** Forgets the outcome and the error. */
  reset: () => void
}

type MutationOptions = typeof signInWithPopupMutationOptions

export function usePopup<Parameters extends { signal?: AbortSignal | undefined }, Context>(
  begin: (frontdesk: Frontdesk, parameters: Parameters) => Promise<RedirectOutcome>,
  mutation: MutationOptions,
  options: ActionOptions<MutationOptions, Context> | undefined,
): PopupWay<Parameters> {
  const frontdesk = useFrontdesk()
  const { mutateAsync, data, isPending, error, reset } = useAction(mutation, options)
  const [own] = useState<{ life?: AbortController }>({})
  useEffect(() => () => own.life?.abort(), [own])
  const open = useCallback(
    (parameters: Parameters) => {
      if (!own.life || own.life.signal.aborted) own.life = new AbortController()
      const { life } = own
      const { signal } = parameters
      if (signal?.aborted) life.abort()
      signal?.addEventListener('abort', () => life.abort(), { signal: life.signal })
      // Now: the mutation comes after the click.
      const outcome = begin(frontdesk, { ...parameters, signal: life.signal })
      // An `onMutate` may take longer than it takes to fail.
      outcome.catch(() => {})
      return mutateAsync([() => outcome])
    },
    [frontdesk, begin, mutateAsync, own],
  )
  return { open, outcome: data, isPending, error, reset }
}
