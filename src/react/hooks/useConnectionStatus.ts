import { useCallback } from 'react'
import { retry } from '../../core/actions/retry'
import type { Client } from '../../core/resources/client'
import type { ConnectionStatus } from '../../core/types'
import { useFrontdesk } from '../context'
import { useShown } from '../useShown'

/**
 * Whether the client is known, and how fresh: `loading`, `ready`, `degraded` (the last known client is shown)
 * or `error`, the last two with the reason. Both recover by themselves where the reason can pass.
 *
 * @returns the status, its `error`, and `retry()`, which tries at once.
 */
export function useConnectionStatus(): ConnectionStatus & { retry: () => Promise<Client | null> } {
  const frontdesk = useFrontdesk()
  const connection = useShown(({ connection }) => connection)
  return { ...connection, retry: useCallback(() => retry(frontdesk), [frontdesk]) }
}
