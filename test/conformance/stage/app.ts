import { createClerkClient } from '@clerk/backend'
import type { AuthenticateRequestOptions } from '@clerk/backend/internal'
import type { PageConfig } from '../app/config'

export type ServerOptions = Omit<AuthenticateRequestOptions, 'publishableKey' | 'secretKey'>

/** What an app's server knows of its visitor. */
export interface ServerAuth {
  status: string
  reason: string | null
  message: string | null
  userId: string | null
  sessionId: string | null
  orgId: string | null
  actor: object | null
}

interface AppOptions extends PageConfig {
  /** The origin of its scripts. */
  scripts: string
  secretKey: string
  /** Where the Backend API is. */
  apiUrl: string
  /** What the server tells Clerk's backend SDK; may change between requests. */
  server: ServerOptions
}

/** An app as its users build it: pages with clerk-js in them, and below `/server` routes that ask @clerk/backend. */
export function createApp(options: AppOptions): (request: Request) => Promise<Response> {
  const { publishableKey, proxyUrl, secretKey, apiUrl, scripts } = options
  const clerk = createClerkClient({ publishableKey, secretKey, apiUrl, telemetry: { disabled: true } })
  const config = JSON.stringify({ publishableKey, proxyUrl } satisfies PageConfig)
  const page = `<!doctype html><title>App</title><link rel="icon" href="data:,"><body><script>config = ${config}</script><script type="module" src="${scripts}/main.js"></script>`
  return async (request) => {
    const { pathname } = new URL(request.url)
    if (!pathname.startsWith('/server'))
      return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
    const state = await clerk.authenticateRequest(request, { proxyUrl, ...options.server })
    // As Clerk's framework SDKs do: whoever is sent on is sent on, whatever the state says.
    if (state.headers.has('location')) return new Response(null, { status: 307, headers: state.headers })
    const who = { ...state.toAuth() } as Partial<ServerAuth>
    const { userId = null, sessionId = null, orgId = null, actor = null } = who
    const auth: ServerAuth = {
      status: state.status,
      reason: state.reason,
      message: state.message,
      userId,
      sessionId,
      orgId: orgId ?? null,
      actor,
    }
    return Response.json(auth, { headers: state.headers })
  }
}
