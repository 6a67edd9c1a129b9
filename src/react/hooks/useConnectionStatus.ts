import { useCallback } from 'react'
import { retry } from '../../core/actions/retry'
import type { Engine } from '../../core/engine/engine'
import { isTouchDue } from '../../core/features/touchDue'
import { listen } from '../../core/host/listen'
import type { ConnectionStatus } from '../../core/store/shown'
import type { Client } from '../../core/wire/resources/client'
import { useFrontdesk } from '../context'
import { useShown } from '../useShown'
import { announced, useSource } from '../useSource'

/** How it stands with the client, and what can be done about it. */
export type UseConnectionStatusReturnType = ConnectionStatus & {
  /** Tries at once to reach the Frontend API again. */
  retry: () => Promise<Client | null>
  /**
   * The browser drops the client's cookie within eight days, and with it everyone who is signed in: Safari keeps
   * those that no navigation brought for a week. Let the next navigation go to what `touchUrl()` gives.
   */
  touchDue: boolean
}

/**
 * Whether the client is known, and how fresh: `loading`, `ready`, `degraded` (the last known client is shown)
 * or `error`, the last two with the reason. Both recover by themselves where the reason can pass.
 *
 * @returns the status, its `error`, `retry()`, and whether a touch is due.
 */
export function useConnectionStatus(): UseConnectionStatusReturnType {
  const frontdesk = useFrontdesk()
  const connection = useShown((shown) => shown.connection)
  const touchDue = useSource(source, isTouchDue, () => false)
  return { ...connection, touchDue, retry: useCallback(() => retry(frontdesk), [frontdesk]) }
}

/** A touch may become due with an answer, and with the time that has passed when the page is come back to. */
const source = ({ onSessions, onAwake }: Engine) => announced(listen(onSessions, onAwake))
