import { type UseQueryResult, useIsRestoring } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { perHandle } from '../core/host/perHandle'
import type { FrontdeskError } from '../core/wire/errors'
import { createClientReader, look, type Reading, snapshot } from './clientReader'
import { createClientSource, createRestoringSource, type PickPart } from './clientSource'
import { useFrontdesk } from './context'

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
  const reading: Reading = { source, pick, select }
  reader.reading = reading
  reader.shown = look(reader, reading)
  const { tracked } = reader.shown
  const current = () => snapshot(reader, reading)
  useSyncExternalStore(source.subscribe, current, current)
  return tracked as UseQueryResult<Selected, FrontdeskError>
}
