import { type SetActiveParameters, setActive } from '../actions/setActive'
import type { Frontdesk } from '../frontdesk'
import { mutationOptions } from './mutationOptions'

/** Options of the mutation behind `useSetActive`: `POST /v1/client/sessions/{id}/touch`. */
export const setActiveMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'setActive', (parameters: SetActiveParameters) =>
    setActive(frontdesk, parameters),
  )
