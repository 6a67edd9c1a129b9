import { type CreateClientParameters, createClient } from '../actions/createClient'
import type { Frontdesk } from '../frontdesk'
import { mutationOptions, type Omissible } from './mutationOptions'

/** Options of the mutation behind `useCreateClient`: `POST` or `PUT /v1/client`. */
export const createClientMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'createClient', (parameters: Omissible<CreateClientParameters>) =>
    createClient(frontdesk, parameters ?? {}),
  )
