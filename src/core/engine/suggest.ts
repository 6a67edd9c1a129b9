import type { Seed } from '../store/seed'
import { plant } from '../store/store'
import type { Engine } from './engine'

/** Takes what a server says where nothing is known yet. Elsewhere news are a reason to ask for the client. */
export function suggest(engine: Engine, seed: Seed): void {
  const { client, ended, loader, outbox, page, shown } = engine
  const { sessionId, organizationId } = seed
  const isFirst = client === undefined && engine.seed === undefined && !page.isPast
  if (isFirst && outbox.isEmpty() && !ended.has(sessionId!)) plant(engine, seed)
  else if (sessionId !== shown.session.sessionId || organizationId !== shown.session.organizationId)
    loader.refresh()
}
