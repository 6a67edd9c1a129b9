import type { Frontdesk } from '../../core/types'
import { useFrontdesk } from '../context'

/** The function that gets tokens, the same on every render. See `Frontdesk.getToken`. */
export function useGetToken(): Frontdesk['getToken'] {
  return useFrontdesk().getToken
}
