import type { Engine } from '../core/engine/engine'
import { tokenBook } from '../core/features/tokens/book'
import { idOf, pathOf } from './watch/plain'
import type { Recorder } from './watch/recorder'

/** What looks like a token, wherever it may have come from. */
const aToken = /\beyJ[\w-]*\.[\w-]+\.?[\w-]*|\bdvb_\w+/g

const time = (at: number) => (at ? new Date(at).toISOString() : null)

/**
 * What a bug report needs, as JSON: states, ids, times and the timeline. Only what is named here gets in: no token, cookie,
 * code, password, value of a parameter, name, address or message of the server.
 */
export function reportOf(engine: Engine, recorder: Recorder): string {
  const { ambient, base, client, isolateCache, lastActive, publishableKey, scheme, shown } = engine
  const { connection, session } = shown
  const { error } = connection
  const { clock, store } = tokenBook(engine)
  const { timeline, tabs, since, missed } = recorder
  const report = {
    report: 'frontdesk devtools 1',
    at: time(ambient.now()),
    watchedSince: time(since ?? 0),
    requestsBefore: missed,
    instance: {
      publishableKey,
      origin: new URL(base).origin,
      path: pathOf(new URL(base).pathname),
      scheme: scheme.name,
    },
    options: {
      bootstrap: engine.creationPolicy,
      tabSession: lastActive ? 'pinned' : 'follow',
      isolateCache: typeof isolateCache === 'function' ? 'function' : (isolateCache ?? 'user'),
    },
    surroundings: {
      channel: Boolean(engine.page.channel),
      locks: Boolean(ambient.locks),
      tabStorage: Boolean(ambient.tabStorage),
      originStorage: Boolean(ambient.originStorage),
      visible: ambient.page?.visible() ?? null,
      online: ambient.page?.online() ?? null,
      secondsAheadOfServer: Math.round((ambient.now() - clock.now()) / 1000),
    },
    connection: {
      status: connection.status,
      error: error ? { code: error.code, status: error.status, traceId: error.traceId } : null,
    },
    session: {
      status: session.status,
      sessionId: session.sessionId && idOf(session.sessionId),
      userId: session.userId && idOf(session.userId),
      organizationId: session.organizationId && idOf(session.organizationId),
      isImpersonated: Boolean(session.actor),
    },
    client: client && {
      id: idOf(client.id),
      lastActiveSessionId: client.lastActiveSessionId && idOf(client.lastActiveSessionId),
      cookieExpiresAt: time(client.cookieExpiresAt ?? 0),
      signIn: client.signIn && idOf(client.signIn.id),
      signUp: client.signUp && idOf(client.signUp.id),
      sessions: client.sessions.map((one) => ({
        id: idOf(one.id),
        status: one.status,
        userId: idOf(one.user.id),
        organizationId: one.lastActiveOrganizationId && idOf(one.lastActiveOrganizationId),
        tasks: one.tasks.map(({ key }) => key),
        lastActiveAt: time(one.lastActiveAt),
        expireAt: time(one.expireAt),
        abandonAt: time(one.abandonAt),
      })),
    },
    tokens: Object.entries(store.getState().tokens).map(([key, token]) => {
      const [sessionId, template, organizationId] = key.split('|')
      return {
        sessionId: idOf(sessionId),
        template: template || null,
        organizationId: organizationId ? idOf(organizationId) : null,
        issuedAt: time(token.issuedAt),
        expiresAt: time(token.expiresAt),
      }
    }),
    tabs: {
      own: tabs.own,
      others: tabs.seen.map(({ heardAt, ...tab }) => ({ ...tab, heardAt: time(heardAt) })),
    },
    timeline: timeline.entries.map(({ at, ...entry }) => ({ at: time(at), ...entry })),
  }
  return JSON.stringify(report, null, 2).replace(aToken, '…')
}
