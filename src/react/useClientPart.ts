import { type UseQueryResult, useIsRestoring } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { perHandle } from '../core/host/perHandle'
import type { FrontdeskError } from '../core/wire/errors'
import { createClientReader, type Reading } from './clientReader'
import { createClientSource, type Pick } from './clientSource'
import { useFrontdesk } from './context'

/**
 * The client query with a part of the client as its data. What `useQuery` would give, but with one observer for all
 * components: a thousand of them cost about as much as a thousand that read a context.
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
  const snapshot = () => reader.snapshot(reading)
  const result = reader.render(reading)
  useSyncExternalStore(reading.isRestoring ? subscribeToNothing : source.subscribe, snapshot, snapshot)
  return reader.track(result) as UseQueryResult<Selected, FrontdeskError>
}

const subscribeToNothing = () => () => {}
