import { type UseQueryResult, useIsRestoring } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { perHandle } from '../core/host/perHandle'
import type { FrontdeskError } from '../core/wire/errors'
import { createClientReader, type Reading, render, snapshot } from './clientReader'
import { createClientSource, type Pick } from './clientSource'
import { useFrontdesk } from './context'

/**
 * The client query with a part of the client as its data: what `useQuery` would give, but with one observer for all
 * components, since each costs a lot.
 *
 * @param pick - gives the part; the same function on every render.
 */
export function useClientPart<Part, Selected = Part>(
  pick: Pick<Part>,
  select?: (part: Part) => Selected,
): UseQueryResult<Selected, FrontdeskError> {
  const source = perHandle(useFrontdesk()._internal, createClientSource)
  const reader = useMemo(() => createClientReader(source), [source])
  const reading: Reading = { pick, select, isRestoring: useIsRestoring() || false }
  const result = render(reader, reading)
  const current = () => snapshot(reader, reading)
  useSyncExternalStore(reading.isRestoring ? subscribeToNothing : source.subscribe, current, current)
  return result as UseQueryResult<Selected, FrontdeskError>
}

const subscribeToNothing = () => () => {}
