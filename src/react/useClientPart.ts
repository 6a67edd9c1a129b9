import { type UseQueryResult, useIsRestoring } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { perHandle } from '../core/host/perHandle'
import type { FrontdeskError } from '../core/wire/errors'
import { createClientReader, look, snapshot, track } from './clientReader'
import { createClientSource, createRestoringSource, type PickPart } from './clientSource'
import { useFrontdesk } from './context'
import { usePending } from './ownQueries'

/**
 * The client query with a part of the client as its data. It gives what `useQuery` would give, but all components share
 * one observer, since each one is expensive.
 *
 * @param pick - gives the part; the same function on every render.
 */
export function useClientPart<Part, Selected = Part>(
  pick: PickPart<Part>,
  select?: (part: Part) => Selected,
): UseQueryResult<Selected, FrontdeskError> {
  const frontdesk = useFrontdesk()
  const source = perHandle(frontdesk._internal, useIsRestoring() ? createRestoringSource : createClientSource)
  // biome-ignore lint/correctness/useExhaustiveDependencies: discard what was selected for another handle.
  const reader = useMemo(createClientReader, [frontdesk])
  const current = () => snapshot(reader, source, pick, select)
  const view = look(reader, source, pick, select)
  reader.shown = view
  reader.current = current
  useSyncExternalStore(source.subscribe, current, current)
  return (usePending(frontdesk._internal) ?? track(reader, view)) as UseQueryResult<Selected, FrontdeskError>
}
