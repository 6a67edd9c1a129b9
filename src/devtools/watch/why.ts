import type { Engine } from '../../core/engine/engine'
import type { TabSession } from '../../core/store/shown'
import { clockTime } from '../times'
import { idOf } from './plain'
import type { Answered, Asked, Entry } from './timeline'

export interface Why {
  readonly cause: string
  /** The entry that it came of. */
  readonly because?: number | undefined
  readonly tab?: string | undefined
  /** The session of this tab that is over since. */
  readonly over?: string | undefined
}

/** Milliseconds in which a message, a return to the page or an answer leads to a request. */
const soon = 3000

/** The newest entry that fits. */
const latest = (entries: readonly Entry[], fits: (entry: Entry) => boolean) => entries.findLast(fits)

export const isSignOut = ({ method, path }: Asked): boolean =>
  path.endsWith('/remove') || (method === 'DELETE' && /^\/client(\/sessions)?$/.test(path))

/** Why the library sends a request, from what is known at that moment. */
export function whyAsked(
  asked: Asked,
  fields: URLSearchParams,
  engine: Engine,
  entries: readonly Entry[],
): Why {
  const { method, path, parameters } = asked
  const now = engine.ambient.now()
  if (method === 'GET' && path === '/client') return whyLoaded(engine, entries, now)
  if (method === 'POST' && path === '/client')
    return { cause: 'There is no client yet, so one is created.', because: answerWithout(entries)?.id }
  if (path === '/dev_browser')
    return { cause: 'A development instance knows a browser by a token, and this one has none yet.' }
  if (isSignOut(asked))
    return engine.page.withheld.size > 0
      ? { cause: 'The app signs out.' }
      : { cause: 'A sign-out that could not be delivered before is delivered now.' }
  if (/\/tokens(\/|$)/.test(path)) {
    if (parameters.includes('expired_token'))
      return { cause: 'The server has asked for the former token as a proof.' }
    if (parameters.includes('debug')) return { cause: 'The app has asked for a new token: skipCache.' }
    return { cause: 'Somebody needs a token, and no tab has one with enough time left.' }
  }
  if (path.endsWith('/touch'))
    return fields.get('intent') === 'focus'
      ? { cause: 'The user has come back to the page.', because: latest(entries, isOf('page'))?.id }
      : { cause: 'The app makes a session or an organization active.' }
  if (/^\/client\/sign_ins/.test(path)) return { cause: 'A step of a sign-in.' }
  if (/^\/client\/sign_ups/.test(path)) return { cause: 'A step of a sign-up.' }
  return { cause: 'The app has asked for it.' }
}

function whyLoaded(engine: Engine, entries: readonly Entry[], now: number): Why {
  const loads = entries.filter(isLoad)
  const former = loads.at(-1)
  if (engine.client === undefined && !loads.some(({ result }) => result?.status))
    return former
      ? { cause: 'The client is not known yet: tried again.', because: former.id }
      : { cause: 'The client is not known yet: the first load.' }
  const trigger = latest(
    entries,
    (entry) =>
      now - entry.at <= soon &&
      (entry.kind === 'page' ||
        /^(changed|ended|shown)$/.test(entry.message ?? '') ||
        (entry.kind === 'request' && !isLoad(entry) && entry.result !== undefined)),
  )
  const { error } = engine.shown.connection
  if (error && !trigger) return { cause: `Tried again after ${error.code}.`, because: former?.id }
  if (trigger?.kind === 'page') return { cause: 'The page was come back to.', because: trigger.id }
  if (trigger?.kind === 'message')
    return { cause: 'Another tab has changed the client.', because: trigger.id }
  if (trigger?.result && trigger.result.status !== undefined && trigger.result.status >= 400)
    return { cause: 'A request was refused: is the session over?', because: trigger.id }
  if (trigger) return { cause: 'What a change has come to is looked up.', because: trigger.id }
  return { cause: 'The app has asked for it, e.g. by refetch() or retry().' }
}

type Shown = Pick<TabSession, 'status' | 'sessionId' | 'session'>

/** Why the tab shows another session than before, or none. */
export function whyShown(
  before: Shown,
  after: Shown,
  engine: Engine,
  /** Since the session last changed. */
  entries: readonly Entry[],
): Why {
  const id = before.sessionId
  if (after.status === 'signing-out') return { cause: 'The app signs out; no token is handed out meanwhile.' }
  const isOver = Boolean(id) && !engine.client?.sessions.some((session) => session.id === id)
  const news = latest(entries, (entry) => isNewsOf(entry, isOver ? id! : undefined))
  if (isOver)
    return news
      ? { ...whyOver(id!, before, news), over: idOf(id) }
      : { cause: 'The handle has forgotten the client.' }
  if (after.status === 'signed-out')
    return {
      cause: `The server knows nobody who is signed in here${codes(news?.result)}.`,
      because: news?.id,
    }
  if (after.sessionId && after.sessionId !== id) {
    if (news?.request && /\/sign_(in|up)s/.test(news.request.path))
      return {
        cause: id ? 'Somebody has signed in beside.' : 'Somebody has signed in here.',
        because: news.id,
      }
    if (news?.kind === 'message')
      return { cause: 'Another root of this page shows this session.', because: news.id }
    if (id) return { cause: 'The app has switched the account.', because: news?.id }
    return { cause: 'The server says who is signed in.', because: news?.id }
  }
  return { cause: 'The server says so.', because: news?.id }
}

function whyOver(id: string, { session }: Shown, news: Entry): Why {
  const because = news.id
  if (news.kind === 'message') return { cause: 'Another tab has signed it out.', because, tab: news.tab }
  const { request, result } = news
  if (request && isSignOut(request))
    return result?.status && result.status < 500
      ? { cause: `This tab has signed it out, and the server has confirmed it${codes(result)}.`, because }
      : { cause: 'This tab has signed it out. The server could not be told: that is made up for.', because }
  if (!result?.client) return { cause: `The server says that there is no client${codes(result)}.`, because }
  const verdict = result.client.sessions.find((session) => session.id === id)
  return verdict
    ? { cause: `The server says that session ${id} is ${verdict.status}.`, because }
    : { cause: `The server’s client has no session ${id} any more: ${howOver(session, news.at)}.`, because }
}

function howOver(session: Shown['session'], at: number): string {
  const ends = [session?.expireAt ?? 0, session?.abandonAt ?? 0].filter((time) => time > 0 && time <= at)
  return ends.length > 0 ? `its time was over at ${clockTime(Math.min(...ends))}` : 'it was ended elsewhere'
}

const codes = (result: Answered | undefined) =>
  result?.codes.length ? ` (${result.status} ${result.codes.join(', ')})` : ''

/** Whether it may change what is shown; of a session that is over, whether it ends that. */
function isNewsOf({ message, what, request, result }: Entry, over: string | undefined): boolean {
  if (message) return over ? message === 'ended' && what.includes(over) : message === 'shown'
  if (!request) return false
  if (over && isSignOut(request)) return request.path.includes(over) || request.method === 'DELETE'
  const client = result?.client
  if (client === undefined) return false
  return !over || !client?.sessions.some(({ id, status }) => id === over && /^(active|pending)$/.test(status))
}

export const isLoad = ({ request }: Entry): boolean => request?.method === 'GET' && request.path === '/client'

const answerWithout = (entries: readonly Entry[]) =>
  latest(entries, (entry) => isLoad(entry) && entry.result?.client === null)

const isOf =
  (kind: Entry['kind']) =>
  (entry: Entry): boolean =>
    entry.kind === kind
