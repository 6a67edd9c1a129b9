import type { Engine } from '../../core/engine/engine'
import { type TokenState, tokenBook } from '../../core/features/tokens/book'
import { perHandle } from '../../core/host/perHandle'
import { tapWith } from '../../core/host/tap'
import { type CacheWatch, watchCache } from './cache'
import { watchMessages } from './messages'
import { idOf } from './plain'
import { createTokenSources, watchedFetch, watchedLocks } from './requests'
import { createTabs, type Tabs } from './tabs'
import { createTimeline, type Entry, type Timeline } from './timeline'
import { isLoad, whyShown } from './why'

/** Watches one handle from outside, while somebody shows it. */
export interface Recorder {
  readonly timeline: Timeline
  readonly tabs: Tabs
  /** Milliseconds since 1970; `undefined` before the first `start()`. */
  readonly since: number | undefined
  /** How many requests the handle had sent by then. */
  readonly missed: number
  /** Changes whenever something that is shown may have changed. */
  readonly version: number
  subscribe(listener: () => void): () => void
  /** Counted: each call needs the function that it returns, which stops it. */
  start(): () => void
}

/** The one of a handle: what it has seen outlives a remount. */
export const recorderOf = (engine: Engine): Recorder => perHandle(engine, createRecorder)

function createRecorder(engine: Engine): Recorder {
  const { ambient } = engine
  const listeners = new Set<() => void>()
  let version = 0
  const changed = () => {
    version++
    for (const listener of listeners) listener()
  }
  const timeline = createTimeline(ambient.now, changed)
  const tabs = createTabs(engine, timeline, changed)
  const sources = createTokenSources()
  let since: number | undefined
  let missed = 0
  let starts = 0
  let stop: (() => void) | undefined

  function watch() {
    if (since === undefined) missed = engine.sent
    since ??= ambient.now()
    tapWith(engine, {
      fetch: watchedFetch(engine, timeline, sources),
      locks: watchedLocks(engine, timeline),
    })
    const cache = watchCache(engine, timeline)
    const stops = [
      tabs.start(),
      watchMessages(engine, timeline, sources, tabs),
      watchShown(engine, timeline, cache),
      watchTokens(engine, timeline, sources.find),
      watchPage(engine, timeline),
      added(engine.onSessions, changed),
      cache.stop,
    ]
    return () => {
      tapWith(engine, undefined)
      for (const end of stops) end()
    }
  }

  return {
    timeline,
    tabs,
    get since() {
      return since
    },
    get missed() {
      return missed
    },
    get version() {
      return version
    },
    subscribe: (listener) => added(listeners, listener),
    start() {
      stop ??= watch()
      starts++
      return () => {
        if (--starts > 0) return
        stop?.()
        stop = undefined
      }
    },
  }
}

function added<Listener>(to: Set<Listener>, listener: Listener): () => void {
  to.add(listener)
  return () => void to.delete(listener)
}

function watchPage(engine: Engine, timeline: Timeline): () => void {
  return added(engine.onAwake, (isRestored) => {
    const last = timeline.entries.at(-1)
    // Browsers tell of one return in several ways.
    if (last?.kind === 'page' && engine.ambient.now() - last.at < 1000) return
    const what = isRestored
      ? 'The page came back from the history'
      : 'The page was shown, focused or online again'
    timeline.add({ kind: 'page', what })
  })
}

function watchShown(engine: Engine, timeline: Timeline, cache: CacheWatch): () => void {
  let { connection, session } = engine.shown
  /** The entry of the last change of session. */
  let last = 0
  return added(engine.onShown, (isIdentityChange) => {
    const before = { connection, session }
    connection = engine.shown.connection
    session = engine.shown.session
    if (connection !== before.connection) {
      const { status, error } = connection
      const { code, status: answered } = error ?? {}
      timeline.add({
        kind: 'connection',
        what: `Connection: ${before.connection.status} → ${status}`,
        cause: error ? `${code}${answered === undefined ? '' : `, status ${answered}`}` : undefined,
        because: timeline.entries.findLast(isLoad)?.id,
      })
    }
    const isSame = (['status', 'sessionId', 'organizationId'] as const).every(
      (name) => session[name] === before.session[name],
    )
    if (isSame) return
    const why = whyShown(
      before.session,
      session,
      engine,
      timeline.entries.filter(({ id }) => id > last),
    )
    const id = timeline.add({ kind: 'session', what: shownAs(session), ...why })
    // A sign-out is told of twice: as it begins, and as it ends. What it came of lies before both.
    if (session.status !== 'signing-out') last = id
    const cleared = isIdentityChange && cache.cleared()
    if (cleared)
      timeline.add({
        kind: 'cache',
        what: cleared,
        cause: `The identity has changed: ${nameOf(before.session)} → ${nameOf(session)}.`,
        because: id,
      })
  })
}

type Shown = Engine['shown']['session']

const nameOf = ({ userId, status }: Shown) =>
  userId ? idOf(userId) : status === 'loading' ? 'unknown' : 'nobody'

function shownAs({ status, sessionId, userId, organizationId }: Shown): string {
  const who = userId ? ` as ${idOf(userId)}` : ''
  const within = organizationId ? ` in ${idOf(organizationId)}` : ''
  return `This tab: ${status}${who}${within}${sessionId ? `, session ${idOf(sessionId)}` : ''}`
}

function watchTokens(
  engine: Engine,
  timeline: Timeline,
  find: (jwt: string) => number | undefined,
): () => void {
  const { store } = tokenBook(engine)
  return store.subscribe((state: TokenState, before: TokenState) => {
    for (const [key, token] of Object.entries(state.tokens)) {
      if (before.tokens[key]?.jwt === token.jwt) continue
      const because = find(token.jwt)
      const source = timeline.entries.find(({ id }) => id === because)
      timeline.add({
        kind: 'token',
        what: `Token ${targetOf(key)}, good for ${Math.round((token.expiresAt - token.issuedAt) / 1000)} s`,
        cause: whyToken(source),
        because,
        tab: source?.kind === 'message' ? source.tab : undefined,
      })
    }
    for (const key of Object.keys(before.tokens))
      if (!state.tokens[key])
        timeline.add({ kind: 'token', what: `Token ${targetOf(key)} dropped`, cause: 'The session is over.' })
    for (const [key, { code, status }] of Object.entries(state.errors))
      if (!before.errors[key])
        timeline.add({
          kind: 'token',
          what: `No token ${targetOf(key)}`,
          cause: `${code}${status === undefined ? '' : `, status ${status}`}`,
        })
  })
}

function whyToken(source: Entry | undefined): string {
  if (source?.kind === 'message') return 'Another tab has shared it.'
  if (source?.request?.path.includes('/tokens')) return 'This tab has asked for it.'
  if (source) return 'It came with an answer of the server.'
  return 'It came from before this was watched.'
}

/** What a token is of, from its key. */
export function targetOf(key: string): string {
  const [sessionId, template, organizationId] = key.split('|')
  const parts = [
    `of ${idOf(sessionId)}`,
    template && (/^[\w-]{1,40}$/.test(template) ? `by template ${template}` : 'by a template'),
    organizationId && `in ${idOf(organizationId)}`,
  ]
  return parts.filter(Boolean).join(' ')
}
