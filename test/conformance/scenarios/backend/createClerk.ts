import { type ClerkClient, createClerkClient } from '@clerk/backend'
import type { Stage } from '../../stage/stage'

/** Clerk's backend SDK as an app's server has it. */
export function createClerk({ fapi, boxUrl }: Stage, secretKey = fapi.secretKey): ClerkClient {
  return createClerkClient({ secretKey, apiUrl: boxUrl, telemetry: { disabled: true } })
}
