import {
  createPasskey,
  type DeletePasskeyParameters,
  deletePasskey,
  type RenamePasskeyParameters,
  renamePasskey,
} from '../actions/passkeys'
import type { Frontdesk } from '../frontdesk'
import { mutationOptions, type Omissible } from './mutationOptions'

/** Options of the mutation behind `useCreatePasskey`: `POST /v1/me/passkeys…`. */
export const createPasskeyMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'createPasskey', (_: Omissible<undefined>) => createPasskey(frontdesk))

/** Options of the mutation behind `useRenamePasskey`: `PATCH /v1/me/passkeys/{id}`. */
export const renamePasskeyMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'renamePasskey', (parameters: RenamePasskeyParameters) =>
    renamePasskey(frontdesk, parameters),
  )

/** Options of the mutation behind `useDeletePasskey`: `DELETE /v1/me/passkeys/{id}`. */
export const deletePasskeyMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'deletePasskey', (parameters: DeletePasskeyParameters) =>
    deletePasskey(frontdesk, parameters),
  )
