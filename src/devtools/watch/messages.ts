import type { Engine } from '../../core/engine/engine'
import { codeOf, idOf } from './plain'
import type { TokenSources } from './requests'
import type { Tabs } from './tabs'
import type { Timeline } from './timeline'

type Message = Readonly<Record<string, unknown>>

/** What a message of another handle says, and what it leads to here. Its content is untrusted. */
function heard({ type, sessionId, sessionIds, clientId, isDelivered }: Message): {
  what: string
  outcome?: string
} {
  switch (type) {
    case 'changed':
      return {
        what: 'A tab says that the client has changed',
        outcome: 'The client is asked for, or once this tab is shown.',
      }
    case 'created':
      return { what: 'A tab has created the client' }
    case 'ended': {
      const ids = (Array.isArray(sessionIds) ? sessionIds : []).map(idOf).slice(0, 10).join(', ')
      return {
        what: `A tab has signed out ${ids || 'all'}${clientId === undefined ? '' : ', and ended the client'}`,
        outcome:
          isDelivered === false
            ? 'Signed out here at once. The server does not know yet: this tab tries to tell it, too.'
            : 'Signed out here at once; the server has confirmed it there.',
      }
    }
    case 'token':
      return { what: `A tab shares a token of ${idOf(sessionId)}` }
    case 'ask':
      return { what: `A tab asks for a token of ${idOf(sessionId)}` }
    case 'shown':
      return { what: 'Another root of this page shows another session' }
    case 'withheld':
      return { what: 'Another root of this page signs out' }
    default:
      return { what: 'A message of an unknown kind' }
  }
}

const told = new Map([
  ['changed', 'Told the other tabs that the client has changed'],
  ['created', 'Told the other tabs that a client was created'],
  ['ended', 'Told the other tabs who is signed out'],
  ['token', 'Shared a token with the other tabs'],
  ['ask', 'Asked the other tabs for a token'],
])

/** Writes down what tabs tell each other. @returns a function that stops it. */
export function watchMessages(
  engine: Engine,
  timeline: Timeline,
  sources: TokenSources,
  tabs: Tabs,
): () => void {
  const { onMessage, onMount, page } = engine
  const foreign = new WeakSet<object>()

  function hear(message: Message) {
    foreign.add(message)
    const { type, jwt } = message
    const id = timeline.add({
      kind: 'message',
      message: codeOf(type),
      tab: tabs.senderOf(type),
      ...heard(message),
    })
    tabs.wrote(id, type)
    if (type === 'token' && typeof jwt === 'string') sources.note(jwt, id)
  }

  /** Hears this handle, too. What others have said, the handle itself has heard by the end of the task. */
  function overhear(message: unknown) {
    queueMicrotask(() => {
      const { type } = Object(message) as Message
      const what = told.get(type as string)
      if (!what || foreign.has(message as object)) return
      timeline.add({ kind: 'message', what, tab: tabs.own })
      tabs.tell(type as string)
    })
  }

  // Before the handle itself, which acts on it.
  const others = [...onMessage]
  onMessage.clear()
  for (const listener of [hear, ...others]) onMessage.add(listener)
  const listenIn = () => {
    page.listeners.add(overhear)
    // It must be gone when the handle looks whether the channel is needed any more.
    return stopListening
  }
  const stopListening = () => void page.listeners.delete(overhear)
  onMount.add(listenIn)
  if (engine.mounts > 0) listenIn()
  return () => {
    onMessage.delete(hear)
    onMount.delete(listenIn)
    stopListening()
  }
}
