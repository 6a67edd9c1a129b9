import type { Tab } from '../../src/fapi'

/** A client as the Frontend API gives it. */
export interface ClientJson {
  id: unknown
  sessions: unknown
  last_active_session_id: unknown
}

/** A session in it. */
export type SessionJson = Record<string, unknown>

interface Answer {
  response?: { object?: string }
  client?: unknown
  meta?: { client?: unknown }
}

/**
 * Lets each client in the answers that a tab gets pass through `edit`, that of `GET /v1/client` as well as those that
 * ride along. What `edit` returns takes its place.
 */
export function editClients(
  { ambient }: Tab,
  edit: (client: ClientJson, url: string) => unknown,
): typeof ambient.fetch {
  return async (url, init) => {
    const answer = await ambient.fetch(url, init)
    const text = await answer.text()
    if (!text.startsWith('{')) return answer.status === 204 ? answer : new Response(text, answer)
    const json = JSON.parse(text) as Answer
    const pass = (client: unknown) => edit(client as ClientJson, url)
    if (json.client) json.client = pass(json.client)
    if (json.meta?.client) json.meta.client = pass(json.meta.client)
    if (json.response?.object === 'client') json.response = pass(json.response) as object
    return new Response(JSON.stringify(json), answer)
  }
}

/** An edit that changes one session; others stay. */
export const editSession =
  (id: string | undefined, edit: (session: SessionJson) => unknown) =>
  (client: ClientJson): ClientJson => ({
    ...client,
    sessions: (client.sessions as SessionJson[]).map((session) =>
      session.id === id ? edit(session) : session,
    ),
  })
