import { useMutation } from '@tanstack/react-query'
import { type FrontdeskError, type UsePasskeyOptions, type UseSignInReturnType, usePasskey } from 'frontdesk'
import type { Choice } from './WayChoice'

/** A passkey as one of the ways to sign in: none where the browser has none. */
export function usePasskeyWay(flow: UseSignInReturnType, options?: UsePasskeyOptions) {
  const passkey = usePasskey(flow, options)
  const { error, isPending, mutate } = useMutation<unknown, FrontdeskError>({
    mutationFn: () => passkey.signIn(),
  })
  const choices: readonly Choice[] = passkey.isSupported
    ? [{ way: 'passkey', label: 'Use a passkey', go: () => isPending || mutate() }]
    : []
  // What a step was refused with, its form says already.
  return { choices, error: error === flow.error ? null : error }
}
