import { closeChannel, openChannel, type Writable } from '../host/host'
import { callFapi, type FapiAnswer, type FapiRequest } from '../wire/request'
import type { EngineState } from './engine'

export const getClient: FapiRequest = { method: 'GET', path: '/client', timeout: 7000 }

/** Milliseconds after which an early answer that no mount has taken is dropped. */
const longestLead = 5000

/** Sends `GET /v1/client` in this very call, if nothing must come before it. Creates and shows nothing. */
export function preload(engine: Writable<EngineState>): void {
  const { ambient, mounts, onMessage, onMount, outbox, scheme, seed, sent } = engine
  if (sent > 0 || mounts > 0 || seed) return
  if (!ambient.page || !scheme.isInstant || !outbox.isEmpty()) return
  // Listen from now on: another tab may change the client, and the early answer would be from before that.
  openChannel(engine)
  engine.early = callFapi(engine, getClient)
  engine.early.catch(() => {})
  function drop(message?: { readonly type?: unknown }) {
    // What the page shows says nothing of the client.
    if (message?.type === 'shown') return
    stop()
    engine.early = undefined
    if (engine.mounts === 0) closeChannel(engine)
  }
  function stop() {
    cancel()
    onMessage.delete(drop)
    onMount.delete(stopAtEnd)
  }
  function stopAtEnd() {
    cancel()
    return stop
  }
  const cancel = ambient.timeout(() => drop(), longestLead)
  onMessage.add(drop)
  onMount.add(stopAtEnd)
}

/** What `preload()` was answered, if no message and no other request has come since. */
export async function takeEarly(engine: Writable<EngineState>): Promise<FapiAnswer | undefined> {
  const { early, sent } = engine
  try {
    const answer = sent === 1 ? await early : undefined
    return engine.early && answer
  } finally {
    engine.early = undefined
  }
}
