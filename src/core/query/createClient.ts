import { type CreateClientParameters, createClient } from '../actions/createClient'
import type { Frontdesk } from '../types'
import { mutationOptions } from './mutationOptions'

/** Options of the mutation behind `useCreateClient`: `POST` or `PUT /v1/client`. */
export const createClientMutationOptions = (frontdesk: Frontdesk) =>
  // biome-ignore lint/suspicious/noConfusingVoidType: TanStack's word for variables that may be left out.
  mutationOptions(frontdesk, 'createClient', (parameters: CreateClientParameters | void) =>
    createClient(frontdesk, parameters ?? {}),
  )
