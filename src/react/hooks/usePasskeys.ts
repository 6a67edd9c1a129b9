import type { UseQueryResult } from '@tanstack/react-query'
import type { FrontdeskError } from '../../core/wire/errors'
import { type Passkey, passkeysOf } from '../../core/wire/resources/passkey'
import type { PickPart } from '../clientSource'
import { useClientPart } from '../useClientPart'

/** `select` gives a part of the passkeys; the component then renders only when that part changes. */
export interface UsePasskeysParameters<Selected = readonly Passkey[]> {
  select?: ((passkeys: readonly Passkey[]) => Selected) | undefined
}

/**
 * The passkeys of this tab's user. They come with the client: nothing is asked. `useCreatePasskey()`,
 * `useRenamePasskey()` and `useDeletePasskey()` change them.
 *
 * @returns TanStack Query's result; `data` is empty where there are none, undefined until known.
 */
export function usePasskeys<Selected = readonly Passkey[]>({
  select,
}: UsePasskeysParameters<Selected> = {}): UseQueryResult<Selected, FrontdeskError> {
  return useClientPart(pickPasskeys, select)
}

const pickPasskeys: PickPart<readonly Passkey[]> = (client, sessionId) =>
  passkeysOf(client?.sessions.find(({ id }) => id === sessionId))
